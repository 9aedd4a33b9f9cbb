package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls back after a time; tests have one that fires when they say so. */
@FunctionalInterface
interface Timer {
  /**
   * Runs the task after this delay, and returns what cancels it; cancelling what has run does
   * nothing.
   */
  Runnable after(Duration delay, Runnable task);

  /** Returns the JDK's timer, which hands the task to a thread of ours. */
  static Timer system() {
    return (delay, task) -> {
      CompletableFuture<Void> due = new CompletableFuture<>();
      CompletableFuture<Void> unused =
          due.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS)
              .thenRunAsync(task, FlightThreads.shared());
      return () -> due.cancel(false);
    };
  }
}
