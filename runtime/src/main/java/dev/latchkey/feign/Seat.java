package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.MisconfiguredException;
import feign.Request;
import feign.Target;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a seat knows, whether it blocks or not: whose credential calls carry, how it is written on
 * them, where it may go, and what each endpoint means. It signs copies, so no logger and no
 * exception of Feign's ever holds a credential.
 */
final class Seat {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.feign");

  private final Supplier<AuthSession> sessions;
  private final Scheme scheme;
  private final Origins origins;
  private final Endpoint.Reader endpoints = new Endpoint.Reader();

  /** Kept, since the calls of a client have the same options as a rule. */
  private volatile Waiting waiting = Waiting.of(new Request.Options());

  /**
   * What the sign-out that this thread sends carries, since its session holds nothing any more. Not
   * shared by seats: what one of them signs out with is no business of another.
   */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Credential> signingOut = new ThreadLocal<>();

  Seat(Supplier<AuthSession> sessions, Scheme scheme, Origins origins) {
    this.sessions = sessions;
    this.scheme = scheme;
    this.origins = origins;
  }

  Endpoint endpointOf(Request request) {
    return endpoints.of(request);
  }

  /** Returns the session of a call, asked on the thread of the call. */
  AuthSession session() {
    return sessions.get();
  }

  boolean allows(Request request) {
    return origins.allow(request.url());
  }

  /** A refresh token is no less a secret than what the other endpoints carry. */
  void requireAllowed(Request request) {
    if (!origins.allow(request.url())) {
      throw new MisconfiguredException(
          DiscreetRequest.nameOf(request)
              + " is none of the allowed origins "
              + origins
              + ", so no credential is sent there.",
          "origin",
          null);
    }
  }

  /** Says once for each client that its calls will go bare, since nothing else would. */
  void noteTarget(Target<?> target) {
    String url;
    try {
      url = target.url();
    } catch (UnsupportedOperationException e) {
      return; // a target whose calls bring their own
    }
    if (!origins.allow(url)) {
      LOG.log(
          Level.INFO,
          "{0} at {1} is none of the allowed origins {2}, so its calls go without the credential.",
          target.name(),
          new EndpointName("", url).url(),
          origins);
    }
  }

  Request signed(Request request, Credential credential) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    scheme
        .headers(credential)
        .forEach(
            (name, value) -> {
              headers.keySet().removeIf(name::equalsIgnoreCase);
              headers.put(name, List.of(value));
            });
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        Request.Body.create(request.body(), request.charset()),
        request.requestTemplate());
  }

  /** Returns the request of a sign-out, signed if it is sent for a session that held something. */
  Request signedOut(Request request) {
    requireAllowed(request);
    Credential held = signingOut.get();
    return held == null ? request : signed(request, held);
  }

  /** Runs a sign-out whose request, sent on this thread, carries this credential. */
  @Nullable Object signingOut(Credential held, Sending sending) throws Throwable {
    signingOut.set(held);
    try {
      return sending.send();
    } finally {
      signingOut.remove();
    }
  }

  /**
   * Returns how long a call waits for a refresh: twice as long as it lets an exchange take. The
   * refresh is an exchange as well, often under the same options, and who waits should rather hear
   * what became of it than give up a moment before.
   */
  Duration longestWait(Request.Options options) {
    Waiting known = waiting;
    if (known.options != options) {
      known = Waiting.of(options);
      waiting = known;
    }
    return known.longest;
  }

  private record Waiting(Request.Options options, Duration longest) {
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    static Waiting of(Request.Options options) {
      boolean endless = options.connectTimeoutMillis() <= 0 || options.readTimeoutMillis() <= 0;
      return new Waiting(options, endless ? FOREVER : RefreshAnswer.total(options).multipliedBy(2));
    }
  }

  /** A transport that follows a redirect takes the credential along, to whichever host. */
  static Request.Options withoutRedirects(Request.Options options) {
    return options.isFollowRedirects()
        ? new Request.Options(
            Duration.ofMillis(options.connectTimeoutMillis()),
            Duration.ofMillis(options.readTimeoutMillis()),
            false)
        : options;
  }

  /** Sends a request on this thread. */
  @FunctionalInterface
  interface Sending {
    @Nullable Object send() throws Throwable;
  }
}
