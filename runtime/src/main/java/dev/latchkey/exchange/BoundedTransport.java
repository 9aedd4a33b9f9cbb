package dev.latchkey.exchange;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose answers are whole, small and in time: it wraps another, sends each request once
 * through it, and returns the answer with its body in memory.
 *
 * <p>The exchange runs on a thread of its own, because not every transport ends when its caller is
 * interrupted or out of time: the JDK's, on 17, does not while a body stalls. The caller leaves in
 * any case; the exchange that it leaves is interrupted and its body closed. Values bound to the
 * caller's thread are therefore not there in the wrapped transport.
 */
public final class BoundedTransport implements Client {
  private final Client transport;
  private final Duration total;
  private final int maxBytes;

  /**
   * Wraps a transport.
   *
   * @param transport what sends the requests
   * @param total how long one exchange may take, from connecting to the last byte of the body
   * @param maxBytes how many bytes the body of an answer may have
   */
  public BoundedTransport(Client transport, Duration total, int maxBytes) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.total = Objects.requireNonNull(total, "total");
    this.maxBytes = maxBytes;
  }

  /**
   * Sends a request once, and waits for the whole answer.
   *
   * @param request the request
   * @param options what the wrapped transport is told
   * @return the answer, which nobody needs to close
   * @throws java.net.http.HttpTimeoutException if there is no whole answer in time
   * @throws AnswerTooLargeException if it is too large
   * @throws InterruptedIOException if the thread is interrupted, which it then still is
   * @throws IOException what the wrapped transport throws
   */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Deadline deadline = Deadline.in(total);
    Exchange exchange = new Exchange(request, options, deadline);
    FutureTask<Response> task = new FutureTask<>(exchange::answer);
    ExchangeThreads.POOL.execute(task);
    try {
      return task.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw deadline.missed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the answer");
    } catch (ExecutionException e) {
      throw whatTheTransportThrew(e.getCause(), deadline);
    } finally {
      if (task.cancel(true)) {
        exchange.leave();
      }
    }
  }

  private static IOException whatTheTransportThrew(@Nullable Throwable thrown, Deadline deadline) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    // The transport's own timeouts may be as long, and say less; but this one says that nothing was
    // sent.
    if (deadline.hasPassed() && !(thrown instanceof HttpConnectTimeoutException)) {
      return deadline.missed();
    }
    return thrown instanceof IOException e ? e : new IOException(thrown);
  }

  /**
   * The JDK's HttpURLConnection, below Feign's default transport, repeats a POST whose connection
   * breaks, and with it a refresh token that is good for one use; unless the POST has a body whose
   * length is known, be it empty.
   */
  static Request sentOnce(Request request) {
    if (request.body() != null || !request.httpMethod().isWithBody()) {
      return request;
    }
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf("Content-Length"::equalsIgnoreCase);
    headers.put("Content-Length", List.of("0"));
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        Request.Body.create(new byte[0]),
        request.requestTemplate());
  }

  /** One exchange, which its caller may leave at any moment. */
  private final class Exchange {
    private final Request request;
    private final Request.Options options;
    private final Deadline deadline;

    // Guarded by this.
    private @Nullable Response response;
    private boolean left;

    Exchange(Request request, Request.Options options, Deadline deadline) {
      this.request = request;
      this.options = options;
      this.deadline = deadline;
    }

    Response answer() throws IOException {
      Response answer = transport.execute(sentOnce(request), options);
      if (isUnwanted(answer)) {
        answer.close();
        throw deadline.missed();
      }
      if (answer.body() == null) {
        return answer;
      }
      return answer.toBuilder().body(BoundedBody.read(answer, maxBytes, deadline)).build();
    }

    private synchronized boolean isUnwanted(Response answer) {
      response = answer;
      return left;
    }

    /** Closes the body if there is one by now, on another thread, since closing may block. */
    void leave() {
      Response unread;
      synchronized (this) {
        left = true;
        unread = response;
      }
      if (unread != null) {
        ExchangeThreads.POOL.execute(unread::close);
      }
    }
  }
}
