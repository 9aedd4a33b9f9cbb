package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.Request;
import feign.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What {@link BoundedTransport} is to a blocking transport: answers are whole, small and in time.
 *
 * <p>Nobody waits but for the body, which is read on a thread of its own, so that a body that
 * stalls holds no thread of the transport.
 */
public final class BoundedAsyncTransport implements AsyncClient<Object> {
  private final AsyncClient<Object> transport;
  private final Duration total;
  private final int maxBytes;

  /**
   * Wraps a transport.
   *
   * @param transport what sends the requests
   * @param total how long one exchange may take, from connecting to the last byte of the body
   * @param maxBytes how many bytes the body of an answer may have
   */
  public BoundedAsyncTransport(AsyncClient<Object> transport, Duration total, int maxBytes) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.total = Objects.requireNonNull(total, "total");
    this.maxBytes = maxBytes;
  }

  /**
   * Sends a request once.
   *
   * @param request the request
   * @param options what the wrapped transport is told
   * @param context what the wrapped transport is given
   * @return the whole answer, to come, which nobody needs to close; it fails like {@link
   *     BoundedTransport#execute}, and to cancel it ends the exchange
   */
  @Override
  public CompletableFuture<Response> execute(
      Request request, Request.Options options, Optional<Object> context) {
    Deadline deadline = Deadline.in(total);
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Request once = BoundedTransport.sentOnce(request);
    CompletableFuture<Response> sent = transport.execute(once, options, context);
    CompletableFuture<?> unusedLeaving = answer.whenComplete((whole, failure) -> sent.cancel(true));
    CompletableFuture<?> reading =
        sent.whenCompleteAsync(
            (response, failure) -> {
              if (failure == null) {
                read(response, deadline, answer);
              } else {
                answer.completeExceptionally(failure);
              }
            },
            ExchangeThreads.POOL);
    CompletableFuture<?> unusedGivingUp =
        reading.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
                leave(sent); // it may have an answer, and no thread to read it
              }
            });
    endAt(deadline, answer);
    return answer;
  }

  private static void leave(CompletableFuture<Response> sent) {
    CompletableFuture<?> unusedClosing =
        sent.whenComplete(
            (response, failure) -> {
              if (response != null) {
                response.close();
              }
            });
  }

  private void read(Response response, Deadline deadline, CompletableFuture<Response> answer) {
    try {
      // Closing ends the reading; it may block, and whoever leaves must not.
      CompletableFuture<?> unusedClosing =
          answer.whenComplete((whole, failure) -> ExchangeThreads.aside(response::close));
      answer.complete(
          response.body() == null
              ? response
              : response.toBuilder().body(BoundedBody.read(response, maxBytes, deadline)).build());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** The timer has one thread for everybody, so nothing else is done on it. */
  private static void endAt(Deadline deadline, CompletableFuture<Response> answer) {
    CompletableFuture<Void> alarm = new CompletableFuture<>();
    CompletableFuture<?> unusedMissing =
        alarm.thenRun(
            () -> ExchangeThreads.aside(() -> answer.completeExceptionally(deadline.missed())));
    CompletableFuture<?> unusedTiming =
        alarm.completeOnTimeout(null, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<?> unusedSettling =
        answer.whenComplete((whole, failure) -> alarm.cancel(false));
  }
}
