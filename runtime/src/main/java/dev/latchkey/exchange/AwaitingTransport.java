package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An asynchronous transport that serves blocking endpoints: the caller waits for the answer, until
 * it is interrupted.
 */
public final class AwaitingTransport implements Client {
  private final AsyncClient<Object> transport;

  /**
   * Wraps a transport.
   *
   * @param transport what sends the requests
   */
  public AwaitingTransport(AsyncClient<Object> transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  /**
   * Sends a request, and waits for the answer.
   *
   * @param request the request
   * @param options what the wrapped transport is told
   * @return the answer
   * @throws InterruptedIOException if the thread is interrupted, which it then still is; the
   *     exchange is cancelled
   * @throws IOException what the wrapped transport fails with
   */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    CompletableFuture<Response> answer = transport.execute(request, options, Optional.empty());
    try {
      return answer.get();
    } catch (InterruptedException e) {
      leave(answer);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the answer");
    } catch (ExecutionException e) {
      throw whatTheTransportFailedWith(e);
    }
  }

  /** Cancels the exchange, and closes an answer that comes all the same. */
  private static void leave(CompletableFuture<Response> answer) {
    answer.cancel(true);
    CompletableFuture<?> unused =
        answer.whenComplete(
            (late, failure) -> {
              if (late != null) {
                late.close();
              }
            });
  }

  private static IOException whatTheTransportFailedWith(ExecutionException failed) {
    Throwable failure = failed.getCause();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return failure instanceof IOException e ? e : new IOException(failure);
  }
}
