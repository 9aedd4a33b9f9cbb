package dev.latchkey.scheme;

import dev.latchkey.session.Credential;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cookies as the credential, kept for each session by the rules of RFC 6265, with the CSRF cookie
 * mirrored in a header, freshly on every attempt.
 *
 * <p>Cookies are taken from every answer to the session's requests. What {@code @Anonymous}
 * endpoints bring is kept for the next sign-in, and the session takes of it what it does not have,
 * such as a CSRF token. A {@code @SignIn} endpoint signs in by the cookies of its answer, and may
 * return void, as a {@code @Refresh} endpoint may. Nobody here knows when they expire for the
 * server, so a refresh follows a rejection. Each session has cookies of its own; the credential
 * holds them, and so does its store. A value that no browser keeps, because it is longer than 4096
 * characters, is not kept here either; of a session no more than fifty are, and 32 kB, those that
 * were set last.
 *
 * <p>A transport that keeps cookies of its own would give those of one session to another: okhttp
 * with a {@code CookieJar}, Apache's client unless {@code disableCookieManagement()} is called, the
 * JDK's client with a {@code CookieHandler}, and {@code HttpURLConnection} where {@code
 * CookieHandler.setDefault} was called. Safe for all threads.
 */
public final class CookieScheme implements Scheme {
  private static final Set<String> CONSUMED = Set.of("Set-Cookie");

  private final InstantSource clock;
  private final @Nullable Mirror csrf;
  private final @Nullable Mirror refreshCsrf;
  private final @Nullable String signedInBy;

  /** Whether the server wants to be told which site a request comes from. */
  private final boolean refers;

  /** Kept, since a session sends many requests with the same cookies. */
  private volatile Read read = new Read(null, CookieJar.EMPTY);

  private CookieScheme(
      InstantSource clock,
      @Nullable Mirror csrf,
      @Nullable Mirror refreshCsrf,
      @Nullable String signedInBy,
      boolean refers) {
    this.clock = clock;
    this.csrf = csrf;
    this.refreshCsrf = refreshCsrf;
    this.signedInBy = signedInBy;
    this.refers = refers;
  }

  /** A cookie whose value a header repeats. */
  private record Mirror(String cookie, String header) {
    Mirror {
      Objects.requireNonNull(cookie, "cookie");
      HeaderScheme.requireName(header);
    }
  }

  private record Read(@Nullable Credential credential, CookieJar jar) {}

  /**
   * Returns a scheme without CSRF protection.
   *
   * @return the scheme
   */
  public static CookieScheme plain() {
    return new CookieScheme(InstantSource.system(), null, null, null, false);
  }

  /**
   * Returns a scheme with the names that Flask-JWT-Extended has by default: {@code
   * csrf_access_token}, and for the refresh {@code csrf_refresh_token}, in {@code X-CSRF-TOKEN};
   * whoever has {@code access_token_cookie} is signed in.
   *
   * @return the scheme
   */
  public static CookieScheme flaskJwtExtended() {
    return plain()
        .csrf("csrf_access_token", "X-CSRF-TOKEN")
        .refreshCsrf("csrf_refresh_token", "X-CSRF-TOKEN")
        .signedInBy("access_token_cookie");
  }

  /**
   * Returns a scheme with the names that Django has by default: {@code csrftoken} in {@code
   * X-CSRFToken}; whoever has {@code sessionid} is signed in. Requests name their own origin as
   * {@code Referer}, without which Django takes nothing over https.
   *
   * @return the scheme
   */
  public static CookieScheme django() {
    return new CookieScheme(
        InstantSource.system(), new Mirror("csrftoken", "X-CSRFToken"), null, "sessionid", true);
  }

  /**
   * Returns a scheme with the names that Angular has by default, and Spring Security's {@code
   * CookieCsrfTokenRepository}: {@code XSRF-TOKEN} in {@code X-XSRF-TOKEN}.
   *
   * <p>Nobody here knows which cookie means that somebody is signed in, so any will do. A server
   * that answers a wrong password with a redirect to a page, as Spring Security's form login does,
   * sets one too: let its sign-in answer with a 401, or check what the {@code @SignIn} endpoint
   * returns.
   *
   * @return the scheme
   */
  public static CookieScheme angular() {
    return plain().csrf("XSRF-TOKEN", "X-XSRF-TOKEN");
  }

  /**
   * Returns a copy that mirrors this cookie in this header.
   *
   * @param cookie the cookie's name
   * @param header the header's name
   * @return the copy
   * @throws IllegalArgumentException if that cannot be the name of a header
   */
  public CookieScheme csrf(String cookie, String header) {
    return new CookieScheme(clock, new Mirror(cookie, header), refreshCsrf, signedInBy, refers);
  }

  /**
   * Returns a copy that mirrors this cookie in this header when it refreshes, where that takes
   * another than {@link #csrf} does.
   *
   * @param cookie the cookie's name
   * @param header the header's name
   * @return the copy
   * @throws IllegalArgumentException if that cannot be the name of a header
   */
  public CookieScheme refreshCsrf(String cookie, String header) {
    return new CookieScheme(clock, csrf, new Mirror(cookie, header), signedInBy, refers);
  }

  /**
   * Returns a copy that takes nobody for signed in who lacks this cookie; without it, any cookie
   * but those of CSRF will do. For a server that sets others before the sign-in is complete.
   *
   * @param cookie the cookie's name
   * @return the copy
   */
  public CookieScheme signedInBy(String cookie) {
    return new CookieScheme(
        clock, csrf, refreshCsrf, Objects.requireNonNull(cookie, "cookie"), refers);
  }

  /** Returns a copy by whose clock cookies expire. */
  CookieScheme clock(InstantSource clock) {
    return new CookieScheme(clock, csrf, refreshCsrf, signedInBy, refers);
  }

  @Override
  public Map<String, String> headers(Credential credential, Outgoing request) {
    return headers(credential, request, csrf);
  }

  @Override
  public Map<String, String> lifecycleHeaders(Credential held, Outgoing request) {
    boolean own = request.purpose() == Outgoing.Purpose.REFRESH && refreshCsrf != null;
    return headers(held, request, own ? refreshCsrf : csrf);
  }

  private Map<String, String> headers(
      Credential credential, Outgoing request, @Nullable Mirror mirror) {
    CookieJar jar = jarOf(credential);
    RequestUrl url = RequestUrl.of(request.url());
    long now = clock.millis();
    Map<String, String> headers = new LinkedHashMap<>();
    List<Cookie> sent = jar.goingTo(url, request.secure(), now);
    if (!sent.isEmpty()) {
      headers.put(
          "Cookie",
          sent.stream()
              .map(cookie -> cookie.name() + "=" + cookie.value())
              .collect(Collectors.joining("; ")));
    }
    if (refers) {
      headers.put("Referer", RequestUrl.originOf(request.url()) + "/");
    }
    if (mirror != null) {
      jar.value(mirror.cookie(), url, request.secure(), now)
          .ifPresent(value -> headers.put(mirror.header(), value));
    }
    return headers;
  }

  @Override
  public Set<String> consumes() {
    return CONSUMED;
  }

  @Override
  public Optional<Credential> renewed(@Nullable Credential held, Incoming answer) {
    CookieJar before = held == null ? CookieJar.EMPTY : jarOf(held);
    Outgoing request = answer.request();
    CookieJar after =
        before.with(
            answer.values("Set-Cookie"),
            RequestUrl.of(request.url()),
            request.secure(),
            clock.millis());
    if (before.cookies().isEmpty() && after.cookies().isEmpty()) {
      return Optional.empty();
    }
    Credential next = Credential.of(after.text());
    return next.equals(held) ? Optional.empty() : Optional.of(next);
  }

  @Override
  public Credential inherited(@Nullable Credential before, Credential after, Credential successor) {
    CookieJar held = jarOf(successor);
    CookieJar earlier = before == null ? CookieJar.EMPTY : CookieJar.parse(before.accessToken());
    CookieJar inheriting = held.inheriting(earlier, CookieJar.parse(after.accessToken()));
    return inheriting.equals(held) ? successor : Credential.of(inheriting.text());
  }

  @Override
  public boolean signsIn(Credential brought) {
    List<String> names = new ArrayList<>();
    jarOf(brought).cookies().forEach(cookie -> names.add(cookie.name()));
    if (signedInBy != null) {
      return names.contains(signedInBy);
    }
    names.removeIf(name -> isMirrored(csrf, name) || isMirrored(refreshCsrf, name));
    return !names.isEmpty();
  }

  private static boolean isMirrored(@Nullable Mirror mirror, String name) {
    return mirror != null && mirror.cookie().equals(name);
  }

  @SuppressWarnings("ReferenceEquality") // An equal one is read again, which does no harm.
  private CookieJar jarOf(Credential credential) {
    Read known = read;
    if (known.credential != credential) {
      known = new Read(credential, CookieJar.parse(credential.accessToken()));
      read = known;
    }
    return known.jar;
  }

  /** Returns the names of the cookies and headers; holds no secret. */
  @Override
  public String toString() {
    return "CookieScheme["
        + (csrf == null ? "no CSRF" : csrf.cookie() + " in " + csrf.header())
        + (refreshCsrf == null ? "" : ", refresh " + refreshCsrf.cookie())
        + "]";
  }
}
