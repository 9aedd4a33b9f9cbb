package benchmark;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A transport that takes its time, and answers 401 to every token but one.
 *
 * <p>It answers no other token before it has seen all callers, so that nobody is saved by an early
 * 401 of somebody else's.
 */
final class Rejecting implements Client {
  private final String accepted;
  private final CountDownLatch gate;
  private final long roundTripNanos;
  private final AtomicInteger sent = new AtomicInteger();

  /**
   * Makes a transport.
   *
   * @param accepted the token that it answers with 200
   * @param callers how many come with another token
   * @param roundTripNanos from a request to its answer
   */
  Rejecting(String accepted, int callers, long roundTripNanos) {
    this.gate = new CountDownLatch(callers);
    this.accepted = "Bearer " + accepted;
    this.roundTripNanos = roundTripNanos;
  }

  /** Returns how many requests there were. */
  int sent() {
    return sent.get();
  }

  @Override
  public Response execute(Request request, Request.Options options) throws InterruptedIOException {
    sent.incrementAndGet();
    boolean good = request.headers().getOrDefault("Authorization", List.of()).contains(accepted);
    if (!good) {
      passGate();
    }
    pause(roundTripNanos);
    return Response.builder()
        .request(request)
        .status(good ? 200 : 401)
        .body(new byte[] {'x'})
        .build();
  }

  private void passGate() throws InterruptedIOException {
    gate.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** Waits without a lock, so that virtual threads leave their carriers. */
  static void pause(long nanos) throws InterruptedIOException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedIOException();
      }
    }
  }
}
