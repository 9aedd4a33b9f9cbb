package dev.latchkey.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries and what renews it: access token, refresh token, expiry; immutable, and
 * never printed.
 */
public final class Credential implements CredentialResponse {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** The expiry of what nobody knows the end of. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final String accessToken;
  private final @Nullable String refreshToken;

  /**
   * How long it lives from the moment it was asked for, until a session resolves that to a time.
   */
  private final @Nullable Duration lifetime;

  /**
   * When it expires, in milliseconds of the epoch: an {@link Instant} would be half as big again.
   */
  private final long expiresAtMillis;

  private final Map<String, String> attributes;

  private Credential(
      String accessToken,
      @Nullable String refreshToken,
      @Nullable Duration lifetime,
      long expiresAtMillis,
      Map<String, String> attributes) {
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
    this.lifetime = lifetime;
    this.expiresAtMillis = expiresAtMillis;
    this.attributes = attributes;
  }

  /**
   * Returns a credential that is good until a server rejects it.
   *
   * @param accessToken what a request carries
   * @return the credential, with no refresh token and an unknown expiry
   * @throws IllegalArgumentException if the token is blank, or cannot be the value of a header
   *     because it holds a character outside of printable ASCII (RFC 9110, section 5.5); the
   *     message names the place and not the token
   */
  public static Credential of(String accessToken) {
    return new Credential(requireHeaderValue(accessToken), null, null, UNKNOWN, Map.of());
  }

  /**
   * Returns a copy with a refresh token.
   *
   * @param refreshToken what the next refresh presents
   * @return the copy
   * @throws IllegalArgumentException if the token is blank
   */
  public Credential withRefreshToken(String refreshToken) {
    requireNonBlank(refreshToken, "refreshToken");
    return new Credential(accessToken, refreshToken, lifetime, expiresAtMillis, attributes);
  }

  /**
   * Returns a copy that expires so long after the session asked for it; the {@code expires_in} of
   * RFC 6749, section 5.1.
   *
   * @param lifetime how long it lives; zero or less means that its expiry is unknown
   * @return the copy
   */
  public Credential withExpiresIn(Duration lifetime) {
    boolean known = Objects.requireNonNull(lifetime, "lifetime").compareTo(Duration.ZERO) > 0;
    return new Credential(accessToken, refreshToken, known ? lifetime : null, UNKNOWN, attributes);
  }

  /**
   * Returns a copy that expires at this time.
   *
   * @param expiry when it expires, by the session's clock, to the millisecond; a time that no
   *     calendar has is unknown
   * @return the copy
   */
  public Credential withExpiresAt(Instant expiry) {
    Objects.requireNonNull(expiry, "expiry");
    return new Credential(accessToken, refreshToken, null, millisOf(expiry), attributes);
  }

  /**
   * Returns a copy with a further value that lives and is stored with it, such as a tenant; a
   * successor that names none keeps it.
   *
   * @param name its name, not blank
   * @param value its value
   * @return the copy
   */
  public Credential with(String name, String value) {
    requireNonBlank(name, "name");
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, Objects.requireNonNull(value, "value"));
    return new Credential(accessToken, refreshToken, lifetime, expiresAtMillis, Map.copyOf(more));
  }

  /**
   * Returns what a request carries; a secret.
   *
   * @return the access token
   */
  public String accessToken() {
    return accessToken;
  }

  /**
   * Returns whether there is a refresh token.
   *
   * @return whether {@link #refreshToken()} has one
   */
  public boolean isRefreshable() {
    return refreshToken != null;
  }

  /**
   * Returns what renews it; a secret.
   *
   * @return the refresh token
   * @throws RefreshRefusedException if there is none, which within a {@link Refresher} expires the
   *     session
   */
  public String refreshToken() {
    if (refreshToken == null) {
      throw new RefreshRefusedException(
          "The credential has no refresh token, so only a new sign-in can replace it.");
    }
    return refreshToken;
  }

  /**
   * Returns when it expires.
   *
   * @return the time by the session's clock, or empty if that is unknown and a rejection will tell;
   *     a lifetime becomes a time when a session takes the credential
   */
  public Optional<Instant> expiresAt() {
    return expiresAtMillis == UNKNOWN
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(expiresAtMillis));
  }

  /**
   * Returns the further values.
   *
   * @return an immutable map
   */
  public Map<String, String> attributes() {
    return attributes;
  }

  @Override
  public Credential toCredential() {
    return this;
  }

  /** Returns when it expires, which is never if that is unknown. */
  long expiresAtMillis() {
    return expiresAtMillis;
  }

  private static long millisOf(Instant expiry) {
    if (expiry.isAfter(LAST)) {
      return UNKNOWN;
    }
    return expiry.isBefore(Instant.EPOCH) ? 0 : expiry.toEpochMilli();
  }

  /** Returns a copy whose lifetime counts from this moment. */
  Credential resolvedFrom(long askedAtMillis) {
    if (lifetime == null) {
      return this;
    }
    // A lifetime beyond all calendars is a lifetime that nobody will see the end of.
    boolean endless = lifetime.compareTo(Duration.ofDays(365_000)) > 0;
    long end = endless ? UNKNOWN : askedAtMillis + lifetime.toMillis();
    return new Credential(accessToken, refreshToken, null, end, attributes);
  }

  /** Returns a copy that is good for ever, as far as anyone here knows. */
  Credential withoutExpiry() {
    return new Credential(accessToken, refreshToken, null, UNKNOWN, attributes);
  }

  /** Returns a copy that keeps what this answer left out (RFC 6749, section 6). */
  Credential succeeding(Credential predecessor) {
    return new Credential(
        accessToken,
        refreshToken == null ? predecessor.refreshToken : refreshToken,
        lifetime,
        expiresAtMillis,
        attributes.isEmpty() ? predecessor.attributes : attributes);
  }

  /** Compares in constant time for tokens of equal length. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Credential that
        && same(accessToken, that.accessToken)
        && same(refreshToken, that.refreshToken)
        && Objects.equals(lifetime, that.lifetime)
        && expiresAtMillis == that.expiresAtMillis
        && same(attributes, that.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessToken, refreshToken, lifetime, expiresAtMillis, attributes);
  }

  /** Returns what is no secret: whether it can be refreshed, and when it expires. */
  @Override
  public String toString() {
    Object end = expiresAtMillis == UNKNOWN ? lifetime : Instant.ofEpochMilli(expiresAtMillis);
    return "Credential[expires="
        + (end == null ? "unknown" : end)
        + ", refreshable="
        + isRefreshable()
        + "]";
  }

  private static boolean same(Map<String, String> some, Map<String, String> others) {
    return some.keySet().equals(others.keySet())
        && some.entrySet().stream().allMatch(e -> same(e.getValue(), others.get(e.getKey())));
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String requireHeaderValue(String accessToken) {
    requireNonBlank(accessToken, "accessToken");
    for (int i = 0; i < accessToken.length(); i++) {
      char c = accessToken.charAt(i);
      boolean inside = i > 0 && i < accessToken.length() - 1;
      if (c < ' ' || c > '~' || (c == ' ' && !inside)) {
        throw new IllegalArgumentException(
            "The access token cannot be the value of a header: its character %d of %d is U+%04X."
                .formatted(i + 1, accessToken.length(), (int) c));
      }
    }
    return accessToken;
  }

  private static void requireNonBlank(String value, String name) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank.");
    }
  }
}
