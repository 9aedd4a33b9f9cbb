package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.Client;
import feign.Request;
import feign.Response;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A blocking transport that serves asynchronous endpoints: each exchange has a thread to itself,
 * virtual where the JDK has them, which is interrupted if the answer is no longer wanted.
 */
public final class ThreadedTransport implements AsyncClient<Object> {
  private final Client transport;

  /**
   * Wraps a transport.
   *
   * @param transport what sends the requests
   */
  public ThreadedTransport(Client transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  @Override
  public CompletableFuture<Response> execute(
      Request request, Request.Options options, Optional<Object> context) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    /*
     * What waits for the answer runs on this thread, as soon as it is there, and must not find it
     * interrupted: so from the moment that the transport has returned, nobody interrupts.
     */
    AtomicBoolean returned = new AtomicBoolean();
    FutureTask<?> exchange =
        new FutureTask<>(
            () -> {
              try {
                Response response = transport.execute(request, options);
                returned.set(true);
                if (!answer.complete(response) && response != null) {
                  response.close();
                }
              } catch (Throwable e) {
                returned.set(true);
                answer.completeExceptionally(e);
              }
            },
            null);
    CompletableFuture<?> unused =
        answer.whenComplete(
            (response, failure) -> {
              if (!returned.get()) {
                exchange.cancel(true);
              }
            });
    ExchangeThreads.CALLS.execute(exchange);
    return answer;
  }
}
