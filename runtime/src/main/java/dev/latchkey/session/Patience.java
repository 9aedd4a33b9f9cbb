package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long one caller waits; what it waits for goes on without it. */
record Patience(Duration limit, long endsAtNanos) {

  static Patience of(Duration limit) {
    return new Patience(limit, System.nanoTime() + limit.toNanos());
  }

  /**
   * Waits for a future that completes normally.
   *
   * @throws WaitAbandonedException if the thread is interrupted, which it stays, or the time is up
   */
  void await(CompletableFuture<?> future) {
    try {
      if (limit.equals(RefreshPolicy.FOREVER)) {
        future.get();
      } else {
        future.get(endsAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitAbandonedException(
          "The call was interrupted while it waited for a refresh, which goes on for the others.",
          e);
    } catch (TimeoutException e) {
      throw new WaitAbandonedException(outOfTime(limit), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("What is waited for carries no outcome.", e);
    }
  }

  static String outOfTime(Duration limit) {
    return """
    The call has waited %s for a refresh, which goes on for the others. Try again, or allow it more: \
    the time is RefreshPolicy.maxWait, or that of the call's own options if they allow less.\
    """
        .formatted(Wording.time(limit.toMillis()));
  }
}
