package dev.latchkey.feign;

import dev.latchkey.exchange.Answer;
import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.BoundedTransport;
import dev.latchkey.exchange.Deadline;
import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.ExchangeFailure;
import dev.latchkey.exchange.Issuer;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.feign.EarlierAttempts.Attempt;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.Generation;
import dev.latchkey.session.MisconfiguredException;
import feign.Client;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.RetryableException;
import feign.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The seat inside Feign: attaches the credential, notices its rejection, and resends the call once
 * with the successor.
 *
 * <p>It sits above the transport and below everything else. It signs copies, so no logger and no
 * exception of Feign's ever holds a credential; it sees a rejection whatever the return type and
 * the error decoder; and the generation that was rejected is a local variable and not a guess.
 */
final class AuthenticatingClient implements Client {
  /** How much of a rejection is read, so that its connection can serve the resent call. */
  private static final int REJECTION_BYTES = 256 * 1024;

  private static final System.Logger LOG = System.getLogger("dev.latchkey.feign");

  private static final Duration REJECTION_TIME = Duration.ofSeconds(1);

  private final Client transport;
  private final Supplier<AuthSession> sessions;
  private final Scheme scheme;
  private final Origins origins;
  private final Endpoint.Reader endpoints = new Endpoint.Reader();

  private final EarlierAttempts earlierAttempts = new EarlierAttempts();

  /**
   * What the sign-out that this thread sends carries, since its session holds nothing any more. Not
   * shared by seats: what one of them signs out with is no business of another.
   */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Credential> signingOut = new ThreadLocal<>();

  AuthenticatingClient(
      Client transport, Supplier<AuthSession> sessions, Scheme scheme, Origins origins) {
    this.transport = transport;
    this.sessions = sessions;
    this.scheme = scheme;
    this.origins = origins;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Endpoint endpoint = endpoints.of(request);
    return switch (endpoint.role()) {
      case CALL -> call(request, options, endpoint.rejected());
      case ANONYMOUS -> exchange(request, options);
      case SIGN_IN -> lifecycle(request, request, options);
      case REFRESH -> refresh(request, options);
      case SIGN_OUT -> signOut(request, options);
    };
  }

  /**
   * Sends a request, and says where to if there is no connection, which the JDK's client does not.
   */
  private Response exchange(Request request, Request.Options options) throws IOException {
    try {
      return transport.execute(request, options);
    } catch (ConnectException e) {
      if (e.getMessage() != null) {
        throw e;
      }
      ConnectException worded =
          new ConnectException("no connection to " + EndpointName.of(request).url());
      worded.initCause(e);
      throw worded;
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

  private Response call(Request request, Request.Options options, RejectedStatuses rejected)
      throws IOException {
    if (!origins.allow(request.url())) {
      return exchange(request, options);
    }
    RequestTemplate call = request.requestTemplate();
    Attempt earlier = earlierAttempts.of(call);
    AuthSession session = earlier == null ? sessions.get() : earlier.session();
    Generation held = session.currentOrBare();
    if (earlier != null && earlier.generation() != held) {
      // Who is signed in by now may be somebody else, and a call is not repeated for another.
      held = earlier.generation().refreshIfStill();
    }
    if (held == null) {
      return exchange(request, options);
    }
    boolean resent = earlier != null && earlier.resent();
    Response response;
    try {
      response = send(request, held.credential(), options);
    } catch (IOException | RuntimeException e) {
      earlierAttempts.add(call, new Attempt(session, held, resent));
      throw e;
    }
    if (!rejected.contain(response.status())) {
      held.accepted();
      if (response.status() >= 300) {
        earlierAttempts.add(call, new Attempt(session, held, resent));
      }
      return response;
    }
    if (resent) {
      return withoutRetryAfter(response);
    }
    // Before anything waits: a call that waits holds no connection, and gives back one that serves.
    Response rejection = buffered(response);
    earlierAttempts.add(call, new Attempt(session, held, true));
    Generation successor = held.refreshIfStill();
    if (successor == held) {
      return withoutRetryAfter(rejection);
    }
    Response second = send(request, successor.credential(), options);
    if (rejected.contain(second.status())) {
      return withoutRetryAfter(second);
    }
    successor.accepted();
    return second;
  }

  /**
   * Sends the request of a refresh. It ends in time whatever the server does, and a failure is
   * unchecked and says what it means to the session: neither a Retryer nor an error decoder has a
   * part in it.
   */
  private Response refresh(Request request, Request.Options options) {
    EndpointName asked = DiscreetRequest.nameOf(request);
    requireAllowed(request, asked);
    Response response;
    byte[] body;
    try {
      response = bounded(options).execute(request, withoutRedirects(options));
      body = BoundedBody.read(response, BoundedBody.MAX_BYTES, Deadline.in(REJECTION_TIME));
    } catch (IOException | RuntimeException e) {
      throw ExchangeFailure.of(asked, e);
    }
    if (response.status() < 200 || response.status() >= 300) {
      throw Issuer.API.failure(new Answer(asked, response.status(), response.headers(), body));
    }
    return response.toBuilder().request(request).body(body).build();
  }

  private BoundedTransport bounded(Request.Options options) {
    return new BoundedTransport(transport, total(options), BoundedBody.MAX_BYTES);
  }

  /** Returns how long one exchange may take; zero means for ever to Feign, and to nobody here. */
  private static Duration total(Request.Options options) {
    Request.Options usual = SharedTransport.options();
    int connect = options.connectTimeoutMillis();
    int read = options.readTimeoutMillis();
    return Duration.ofMillis(
        (long) (connect > 0 ? connect : usual.connectTimeoutMillis())
            + (read > 0 ? read : usual.readTimeoutMillis()));
  }

  private Response signOut(Request request, Request.Options options) {
    requireAllowed(request, DiscreetRequest.nameOf(request));
    Credential held = signingOut.get();
    return lifecycle(request, held == null ? request : signed(request, held), options);
  }

  /** A refresh token is no less a secret than what the other endpoints carry. */
  private void requireAllowed(Request request, EndpointName asked) {
    if (!origins.allow(request.url())) {
      throw new MisconfiguredException(
          asked
              + " is none of the allowed origins "
              + origins
              + ", so no credential is sent there.",
          "origin",
          null);
    }
  }

  private Response lifecycle(Request request, Request signed, Request.Options options) {
    try {
      return exchange(signed, withoutRedirects(options));
    } catch (IOException e) {
      // What Feign itself would make of it, but for the request.
      Request discreet = DiscreetRequest.of(request);
      throw new RetryableException(
          -1,
          e.getMessage() + " executing " + discreet.httpMethod() + " " + discreet.url(),
          discreet.httpMethod(),
          e,
          (Long) null,
          discreet);
    }
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

  /** Sends a request on this thread. */
  @FunctionalInterface
  interface Sending {
    @Nullable Object send() throws Throwable;
  }

  private Response send(Request request, Credential credential, Request.Options options)
      throws IOException {
    Response response = exchange(signed(request, credential), withoutRedirects(options));
    // What answers travel with is the request that Feign made, not the copy that holds the
    // credential.
    return response.toBuilder().request(request).build();
  }

  private Request signed(Request request, Credential credential) {
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

  /** A transport that follows a redirect takes the credential along, to whichever host. */
  private static Request.Options withoutRedirects(Request.Options options) {
    return options.isFollowRedirects()
        ? new Request.Options(
            Duration.ofMillis(options.connectTimeoutMillis()),
            Duration.ofMillis(options.readTimeoutMillis()),
            false)
        : options;
  }

  private static Response buffered(Response response) {
    byte[] body;
    try {
      body = BoundedBody.read(response, REJECTION_BYTES, Deadline.in(REJECTION_TIME));
    } catch (IOException e) {
      body = new byte[0]; // what cannot be read in time is given up, and its connection with it
    }
    return response.toBuilder().body(body).build();
  }

  /** Feign repeats what has a Retry-After, whatever its status. */
  private static Response withoutRetryAfter(Response response) {
    if (response.headers().keySet().stream().noneMatch("Retry-After"::equalsIgnoreCase)) {
      return response;
    }
    Map<String, Collection<String>> headers = new LinkedHashMap<>(response.headers());
    headers.keySet().removeIf("Retry-After"::equalsIgnoreCase);
    return response.toBuilder().headers(headers).build();
  }
}
