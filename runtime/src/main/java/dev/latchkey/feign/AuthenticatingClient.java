package dev.latchkey.feign;

import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.BoundedTransport;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Generation;
import feign.Client;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The seat inside Feign: attaches the credential, notices its rejection, and resends the call once
 * with the successor.
 *
 * <p>It sits above the transport and below everything else. It sees a rejection whatever the return
 * type and the error decoder; and the generation that was rejected is a local variable and not a
 * guess.
 */
final class AuthenticatingClient implements Client {
  private final Client transport;
  private final Seat seat;
  private final ByTemplate<Attempt> earlierAttempts = new ByTemplate<>();

  AuthenticatingClient(Client transport, Seat seat) {
    this.transport = transport;
    this.seat = seat;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Endpoint endpoint = seat.endpointOf(request);
    return switch (endpoint.role()) {
      case CALL -> call(request, options, endpoint);
      case ANONYMOUS -> exchange(request, options);
      case SIGN_IN -> lifecycle(request, request, options);
      case REFRESH -> refresh(request, options);
      case SIGN_OUT -> lifecycle(request, seat.signedOut(request), options);
    };
  }

  private Response exchange(Request request, Request.Options options) throws IOException {
    try {
      return transport.execute(request, options);
    } catch (IOException e) {
      throw (IOException) NoAnswer.worded(request, e);
    }
  }

  private Response call(Request request, Request.Options options, Endpoint endpoint)
      throws IOException {
    if (!seat.allows(request)) {
      return exchange(request, options);
    }
    RequestTemplate call = request.requestTemplate();
    Attempt earlier = earlierAttempts.of(call);
    AuthSession session = earlier == null ? seat.session() : earlier.session();
    Duration wait = seat.longestWait(options);
    // Who is signed in by now may be somebody else, and a call is not repeated for another.
    Generation held =
        earlier == null
            ? session.currentOrBare(wait)
            : heldStill(session, earlier.generation(), endpoint, wait);
    if (held == null) {
      return bare(request, options, session);
    }
    boolean resent = earlier != null && earlier.resent();
    Response response;
    try {
      response = send(request, held, options, endpoint);
    } catch (IOException | RuntimeException e) {
      earlierAttempts.put(call, new Attempt(session, held, resent));
      throw e;
    }
    if (!endpoint.rejected().contain(response.status())) {
      held.accepted(endpoint);
      if (response.status() >= 300) {
        earlierAttempts.put(call, new Attempt(session, held, resent));
      }
      return response;
    }
    if (resent) {
      held.rejectedAgain(endpoint);
      return Rejection.withoutRetryAfter(response);
    }
    Response rejection = Rejection.buffered(response);
    earlierAttempts.put(call, new Attempt(session, held, true));
    Generation successor = held.refreshIfStill(endpoint, wait);
    if (successor == held) {
      return Rejection.withoutRetryAfter(rejection);
    }
    Response second = send(request, successor, options, endpoint);
    if (endpoint.rejected().contain(second.status())) {
      successor.rejectedAgain(endpoint);
      return Rejection.withoutRetryAfter(second);
    }
    successor.accepted(endpoint);
    return second;
  }

  /** Returns what a call goes on with that began with this, or null if it began bare. */
  private static @Nullable Generation heldStill(
      AuthSession session, @Nullable Generation began, Endpoint endpoint, Duration wait) {
    return began == null || began == session.currentOrBare(wait)
        ? began
        : began.refreshIfStill(endpoint, wait);
  }

  private Response bare(Request request, Request.Options options, AuthSession session)
      throws IOException {
    boolean succeeded = false;
    try {
      Response response = exchange(request, options);
      succeeded = response.status() < 300;
      return response;
    } finally {
      if (!succeeded) {
        earlierAttempts.put(request.requestTemplate(), new Attempt(session, null, false));
      }
    }
  }

  private Response send(
      Request request, Generation generation, Request.Options options, Endpoint endpoint)
      throws IOException {
    boolean answered = false;
    try {
      Request signed = seat.signed(request, generation.credential());
      Response response = exchange(signed, Seat.withoutRedirects(options));
      // What answers travel with is the request that Feign made, not the copy that holds the
      // credential.
      Response discreet = response.toBuilder().request(request).build();
      answered = true;
      return discreet;
    } finally {
      if (!answered) {
        generation.unanswered(endpoint);
      }
    }
  }

  private Response refresh(Request request, Request.Options options) {
    seat.requireAllowed(request);
    BoundedTransport bounded =
        new BoundedTransport(transport, RefreshAnswer.total(options), BoundedBody.MAX_BYTES);
    Response response;
    try {
      response = bounded.execute(request, Seat.withoutRedirects(options));
    } catch (IOException | RuntimeException e) {
      throw RefreshAnswer.failure(request, e);
    }
    return RefreshAnswer.of(request, response);
  }

  private Response lifecycle(Request request, Request signed, Request.Options options) {
    try {
      return exchange(signed, Seat.withoutRedirects(options));
    } catch (IOException e) {
      throw NoAnswer.discreet(request, e);
    }
  }
}
