package dev.latchkey.feign;

import dev.latchkey.exchange.BoundedAsyncTransport;
import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.ForeignTransport;
import dev.latchkey.scheme.Outgoing;
import feign.AsyncClient;
import feign.Request;
import feign.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The seat inside AsyncFeign: what {@link AuthenticatingClient} does, while no thread waits.
 *
 * <p>It throws nothing, and whatever the transport does, the future that it returns completes: once
 * with what happened, or at once when the call that it belongs to is over, which ends what is in
 * the air for it and leaves the flight to the others.
 */
final class AsyncAuthenticatingClient implements AsyncClient<Object> {
  private final AsyncClient<Object> transport;
  private final Seat seat;
  private final ByTemplate<Attempt> earlierAttempts = new ByTemplate<>();
  final AsyncCalls calls;

  AsyncAuthenticatingClient(AsyncClient<Object> transport, Seat seat, AsyncCalls calls) {
    this.transport = transport;
    this.seat = seat;
    this.calls = calls;
  }

  /** Refuses a transport that is none for a session. */
  void requireFit() {
    ForeignTransport.refuse(transport);
  }

  @Override
  public CompletableFuture<Response> execute(
      Request request, Request.Options options, Optional<Object> context) {
    AsyncCall call = calls.of(request.requestTemplate());
    AsyncExchange exchange = new AsyncExchange(seat, call, earlierAttempts, request, context);
    exchange.run(() -> begin(exchange, request, options));
    return exchange.answer();
  }

  private void begin(AsyncExchange exchange, Request request, Request.Options options) {
    Endpoint endpoint = seat.endpointOf(request);
    switch (endpoint.role()) {
      case CALL -> {
        if (seat.allows(request)) {
          exchange.authenticated(transport, options, endpoint);
        } else {
          exchange.bare(transport, options);
        }
      }
      case ANONYMOUS -> exchange.bare(transport, options);
      case SIGN_IN ->
          exchange.lifecycle(transport, options, seat.cargoOf(Outgoing.Purpose.SIGN_IN));
      case REFRESH -> {
        seat.requireAllowed(request);
        exchange.refresh(
            new BoundedAsyncTransport(
                transport, RefreshAnswer.total(options), BoundedBody.MAX_BYTES),
            options,
            seat.cargoOf(Outgoing.Purpose.REFRESH),
            endpoint);
      }
      case SIGN_OUT -> {
        seat.requireAllowed(request);
        exchange.lifecycle(transport, options, seat.cargoOf(Outgoing.Purpose.SIGN_OUT));
      }
      default -> throw new IllegalStateException(endpoint.role() + " is no role.");
    }
  }
}
