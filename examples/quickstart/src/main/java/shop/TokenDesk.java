package shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens as strict identity providers do: an access token is short-lived, a refresh token
 * works once, and whoever presents one for the second time ends the session.
 */
final class TokenDesk {
  /** How long an access token lives. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** What an access token is worth now. */
  enum Standing {
    VALID,
    EXPIRED,
    REVOKED
  }

  /** How a refresh ends; a spent refresh token is one that has been used before. */
  enum Verdict {
    GRANTED,
    SPENT,
    REVOKED
  }

  /** What a sign-in or a refresh yields. */
  record Tokens(String access, String refresh) {}

  /** The tokens are there if the verdict is {@code GRANTED}. */
  record Renewal(Verdict verdict, @Nullable Tokens tokens) {}

  private record Access(Session session, Instant expiry) {}

  private static final class Session {
    private boolean alive = true;
    private @Nullable String unspent;
  }

  private final InstantSource clock;
  private final Map<String, Access> accessTokens = new HashMap<>();
  private final Map<String, Session> refreshTokens = new HashMap<>();
  private int issued;

  TokenDesk(InstantSource clock) {
    this.clock = clock;
  }

  synchronized Tokens signIn() {
    return issue(new Session());
  }

  synchronized Renewal refresh(String refreshToken) {
    Session session = refreshTokens.get(refreshToken);
    if (session == null) {
      return new Renewal(Verdict.REVOKED, null);
    }
    if (!refreshToken.equals(session.unspent)) {
      session.alive = false;
      return new Renewal(Verdict.SPENT, null);
    }
    return session.alive
        ? new Renewal(Verdict.GRANTED, issue(session))
        : new Renewal(Verdict.REVOKED, null);
  }

  synchronized void signOut(@Nullable String accessToken) {
    Access access = accessTokens.get(accessToken);
    if (access != null) {
      access.session.alive = false;
    }
  }

  synchronized Standing standing(@Nullable String accessToken) {
    Access access = accessTokens.get(accessToken);
    if (access == null || !access.session.alive) {
      return Standing.REVOKED;
    }
    return clock.instant().isBefore(access.expiry) ? Standing.VALID : Standing.EXPIRED;
  }

  /** Returns whether any session is alive. */
  synchronized boolean hasSession() {
    return refreshTokens.values().stream().anyMatch(session -> session.alive);
  }

  private Tokens issue(Session session) {
    issued++;
    Tokens tokens = new Tokens("access-" + issued, "refresh-" + issued);
    session.unspent = tokens.refresh;
    accessTokens.put(tokens.access, new Access(session, clock.instant().plus(LIFETIME)));
    refreshTokens.put(tokens.refresh, session);
    return tokens;
  }
}
