package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import dev.latchkey.session.MisconfiguredException;
import feign.Request;
import feign.Response;
import feign.Target;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
  private final Visitor visitor;

  /** What sends the requests, blocking or not. */
  private final Object transport;

  private final Endpoint.Reader endpoints = new Endpoint.Reader();

  /** Kept, since the calls of a client have the same options as a rule. */
  private volatile Waiting waiting;

  /**
   * What the lifecycle endpoint that this thread calls carries. Not shared by seats: what one of
   * them signs out with is no business of another.
   */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Cargo.@Nullable Lifecycle> sending = new ThreadLocal<>();

  Seat(
      Supplier<AuthSession> sessions,
      Scheme scheme,
      Origins origins,
      Visitor visitor,
      Object transport) {
    this.sessions = sessions;
    this.scheme = scheme;
    this.origins = origins;
    this.visitor = visitor;
    this.transport = transport;
    this.waiting = Waiting.of(new Request.Options(), transport);
  }

  Scheme scheme() {
    return scheme;
  }

  /** Whether answers bring credentials by themselves, so that a body need not. */
  boolean takesFromAnswers() {
    return !scheme.consumes().isEmpty();
  }

  /** Returns what has been learned by requests that carried nothing. */
  Visitor visitor() {
    return visitor;
  }

  /**
   * Returns what is held now by the one session that there is, or null if nobody is signed in, or
   * each call has a session of its own.
   */
  @Nullable Generation signedIn() {
    return visitor.isOfOneSession() ? sessions.get().heldGeneration() : null;
  }

  /** Whether an answer to a call says that another credential of the same kind would do. */
  boolean rejects(Endpoint endpoint, Request request, Response answer) {
    RejectedStatuses statuses = endpoint.rejected();
    boolean rejects =
        statuses == null
            ? scheme.rejects(
                new Incoming(
                    answer.status(), view(Outgoing.Purpose.CALL, request), answer.headers()))
            : statuses.contain(answer.status());
    return rejects && !Challenges.askForMore(answer.headers());
  }

  /** Returns a request as the scheme sees it. */
  Outgoing view(Outgoing.Purpose purpose, Request request) {
    String url = request.url();
    return new Outgoing(purpose, request.httpMethod().name(), url, origins.areSecureFor(url));
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
          Level.WARNING,
          "{0} at {1} is none of the allowed origins {2}, so its calls go without the credential.",
          target.type().getSimpleName(),
          new EndpointName("", url).url(),
          origins);
    }
  }

  /** Returns what a lifecycle endpoint carries that is being called on this thread. */
  Cargo.Lifecycle cargoOf(Outgoing.Purpose purpose) {
    Cargo.Lifecycle cargo = sending.get();
    return cargo == null || cargo.purpose() != purpose
        ? new Cargo.Lifecycle(this, purpose, null)
        : cargo;
  }

  /** Calls a lifecycle endpoint whose request, sent on this thread, carries this. */
  @Nullable Object sending(Cargo.Lifecycle cargo, Sending sent) throws Throwable {
    Cargo.Lifecycle around = sending.get();
    sending.set(cargo);
    try {
      return sent.send();
    } finally {
      if (around == null) {
        sending.remove();
      } else {
        sending.set(around);
      }
    }
  }

  /**
   * Returns how long a call waits for a refresh: twice as long as it lets an exchange take. The
   * refresh is an exchange as well, often under the same options, and who waits should rather hear
   * what became of it than give up a moment before.
   */
  Duration longestWait(Request.Options options) {
    return known(options).longest;
  }

  /**
   * Returns the options for the transport, which shall follow no redirect: it would take the
   * credential along, to whichever host.
   */
  Request.Options staying(Request.Options options) {
    return known(options).staying;
  }

  private Waiting known(Request.Options options) {
    Waiting known = waiting;
    if (known.options != options) {
      known = Waiting.of(options, transport);
      waiting = known;
    }
    return known;
  }

  private record Waiting(Request.Options options, Duration longest, Request.Options staying) {
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    static Waiting of(Request.Options options, Object transport) {
      boolean endless = options.connectTimeoutMillis() <= 0 || options.readTimeoutMillis() <= 0;
      return new Waiting(
          options,
          endless ? FOREVER : RefreshAnswer.total(options).multipliedBy(2),
          ForeignTransport.staying(transport, options));
    }
  }

  /** Sends a request on this thread. */
  @FunctionalInterface
  interface Sending {
    @Nullable Object send() throws Throwable;
  }
}
