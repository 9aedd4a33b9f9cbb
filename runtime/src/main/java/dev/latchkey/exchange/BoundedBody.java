package dev.latchkey.exchange;

import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, read up to a number of bytes and up to a deadline, and closed.
 *
 * <p>A transport's own timeout does not do: that of {@code java.net.http} stops at the headers, and
 * that of a socket starts anew with every byte.
 */
public final class BoundedBody {
  /** The most that is read of an answer that issues a credential: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** Beyond this a new connection is cheaper than the rest of the body. */
  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  private static final int CHUNK = 8192;

  private BoundedBody() {}

  /**
   * Reads the whole body, then closes it.
   *
   * <p>If the thread is interrupted, it depends on the transport whether the reading ends at once;
   * it ends at the deadline in any case.
   *
   * @param response the response, closed when this returns or throws
   * @param maxBytes how many bytes there may be
   * @param deadline when the reading ends, even in the middle of a byte that never comes
   * @return the bytes; none if the response has no body
   * @throws AnswerTooLargeException if there are more bytes
   * @throws java.net.http.HttpTimeoutException if the deadline passes first
   * @throws IOException if the connection breaks
   */
  public static byte[] read(Response response, int maxBytes, Deadline deadline) throws IOException {
    Response.Body body = response.body();
    if (body == null) {
      return new byte[0];
    }
    CompletableFuture<Void> closing = closeAt(deadline, response);
    try {
      Integer length = body.length();
      if (length != null && length > maxBytes) {
        throw new AnswerTooLargeException(maxBytes);
      }
      byte[] bytes = read(body.asInputStream(), maxBytes, deadline);
      // A stream that is closed while it is read may end as if the body had ended there.
      if (closing.isDone()) {
        throw deadline.missed();
      }
      return bytes;
    } catch (IOException | RuntimeException e) {
      if (closing.isDone()) {
        throw deadline.missed();
      }
      throw e;
    } finally {
      closing.cancel(false);
      response.close();
    }
  }

  /**
   * Reads what is left of a body that nobody wants, so that its connection can serve again, then
   * closes it. Gives up, and gives the connection up, after the bytes or one second; throws nothing
   * that the transport throws.
   *
   * @param response the response, closed when this returns
   * @param maxBytes how many bytes a connection is worth
   */
  public static void drain(Response response, int maxBytes) {
    try {
      read(response, maxBytes, Deadline.in(DRAIN_TIME));
    } catch (IOException | RuntimeException e) {
      // Closed, which was the aim; all that is lost is a connection.
    }
  }

  private static byte[] read(InputStream in, int maxBytes, Deadline deadline) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (n > maxBytes - bytes.size()) {
        throw new AnswerTooLargeException(maxBytes);
      }
      bytes.write(chunk, 0, n);
      if (deadline.hasPassed()) {
        throw deadline.missed();
      }
    }
    return bytes.toByteArray();
  }

  /*
   * Closing the stream is all that ends a read that waits for a byte. It happens on a thread of its
   * own, not on the timer's, because some streams (HttpURLConnection's) let nobody close them while
   * somebody reads; those come back by the socket's timeout, and then meet the check above. Once
   * the alarm is cancelled the timer has forgotten it.
   */
  private static CompletableFuture<Void> closeAt(Deadline deadline, Response response) {
    CompletableFuture<Void> alarm = new CompletableFuture<>();
    CompletableFuture<Void> unused = alarm.thenRunAsync(response::close, ExchangeThreads.POOL);
    return alarm.completeOnTimeout(null, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
  }
}
