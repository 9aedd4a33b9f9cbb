package dev.latchkey.feign;

import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.BoundedTransport;
import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.scheme.Outgoing;
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

  /** Refuses a transport that is none for a session. */
  void requireFit() {
    ForeignTransport.refuse(transport);
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Endpoint endpoint = seat.endpointOf(request);
    return switch (endpoint.role()) {
      case CALL -> call(request, options, endpoint);
      case ANONYMOUS -> bare(request, options);
      case SIGN_IN -> lifecycle(request, options, Outgoing.Purpose.SIGN_IN);
      case REFRESH -> refresh(request, options, endpoint);
      case SIGN_OUT -> {
        seat.requireAllowed(request);
        yield lifecycle(request, options, Outgoing.Purpose.SIGN_OUT);
      }
    };
  }

  private Response bare(Request request, Request.Options options) throws IOException {
    Cargo nothing = new Cargo.Nothing(seat);
    return exchange(transport, request, options, nothing, new Redirects(request, options, nothing));
  }

  /** Sends a request from where it has got to, and whatever that is redirected to. */
  private Response exchange(
      Client transport, Request request, Request.Options options, Cargo cargo, Redirects redirects)
      throws IOException {
    while (true) {
      Request next = redirects.at();
      Response answer;
      try {
        answer = transport.execute(cargo.loaded(next), seat.staying(options));
      } catch (IOException e) {
        throw (IOException) NoAnswer.worded(next, e);
      }
      Response kept;
      boolean goesOn;
      try {
        kept = cargo.unloaded(next, answer);
        goesOn = !cargo.isRejectedBy(next, kept) && redirects.follow(kept);
      } catch (RuntimeException | Error e) {
        answer.close();
        throw e;
      }
      if (!goesOn) {
        // What answers travel with is the request that Feign made, not the copy that holds the
        // credential.
        return kept.toBuilder().request(request).build();
      }
      BoundedBody.drain(kept, Redirects.MOST_READ);
    }
  }

  private Response call(Request request, Request.Options options, Endpoint endpoint)
      throws IOException {
    if (!seat.allows(request)) {
      return bare(request, options);
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
      return bareFor(session, request, options);
    }
    boolean resent = earlier != null && earlier.resent();
    Cargo.Carried cargo = new Cargo.Carried(seat, held, endpoint);
    Redirects redirects = new Redirects(request, options, cargo);
    Response response;
    try {
      response = send(request, options, cargo, redirects);
    } catch (IOException | RuntimeException e) {
      earlierAttempts.put(call, new Attempt(session, held, resent));
      throw e;
    }
    if (!cargo.isRejected()) {
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
    boolean isOutdated = cargo.isOutdated();
    Generation successor = isOutdated ? held : held.refreshIfStill(endpoint, wait);
    if (successor == held && !isOutdated) {
      return Rejection.withoutRetryAfter(rejection);
    }
    Cargo.Carried again = new Cargo.Carried(seat, successor, endpoint);
    Response second = send(request, options, again, redirects);
    if (again.isRejected()) {
      if (isOutdated) {
        rejection = Rejection.buffered(second);
        Generation unused = held.refreshIfStill(endpoint, wait);
        return Rejection.withoutRetryAfter(rejection);
      }
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

  private Response bareFor(AuthSession session, Request request, Request.Options options)
      throws IOException {
    boolean succeeded = false;
    try {
      Response response = bare(request, options);
      succeeded = response.status() < 300;
      return response;
    } finally {
      if (!succeeded) {
        earlierAttempts.put(request.requestTemplate(), new Attempt(session, null, false));
      }
    }
  }

  private Response send(
      Request request, Request.Options options, Cargo.Carried cargo, Redirects redirects)
      throws IOException {
    boolean answered = false;
    try {
      Response response = exchange(transport, request, options, cargo, redirects);
      answered = true;
      return response;
    } finally {
      if (!answered) {
        cargo.unanswered();
      }
    }
  }

  private Response refresh(Request request, Request.Options options, Endpoint endpoint) {
    seat.requireAllowed(request);
    Cargo.Lifecycle cargo = seat.cargoOf(Outgoing.Purpose.REFRESH);
    BoundedTransport bounded =
        new BoundedTransport(transport, RefreshAnswer.total(options), BoundedBody.MAX_BYTES);
    Response response;
    try {
      response = exchange(bounded, request, options, cargo, new Redirects(request, options, cargo));
    } catch (IOException | RuntimeException e) {
      throw RefreshAnswer.failure(request, e);
    }
    return RefreshAnswer.of(request, response, endpoint);
  }

  private Response lifecycle(Request request, Request.Options options, Outgoing.Purpose purpose) {
    try {
      Cargo cargo = seat.cargoOf(purpose);
      return exchange(transport, request, options, cargo, new Redirects(request, options, cargo));
    } catch (IOException e) {
      throw NoAnswer.discreet(request, e);
    }
  }
}
