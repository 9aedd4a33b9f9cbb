package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls back later. */
@FunctionalInterface
interface Timer {
  /** The JDK's, whose one thread only hands over what is due. */
  Timer SYSTEM =
      (delay, task) -> {
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        CompletableFuture<Void> unused =
            alarm.thenRun(() -> FlightThreads.handOver(FlightThreads.shared(), task));
        alarm.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> alarm.cancel(false);
      };

  /**
   * Runs a task when this time has passed, on a thread that may block.
   *
   * @return forgets the task, if it has not begun
   */
  Runnable after(Duration delay, Runnable task);
}
