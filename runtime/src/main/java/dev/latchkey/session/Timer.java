package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls back later. */
@FunctionalInterface
interface Timer {
  /** The JDK's, whose one thread only hands over what is due, be it what a user waits for. */
  Timer SYSTEM =
      (delay, task) -> alarm(delay, () -> FlightThreads.handOver(FlightThreads.shared(), task));

  /** The same, on threads that nothing of the user's runs on, so that nothing is in the way. */
  Timer PROMPT = (delay, task) -> alarm(delay, () -> FlightThreads.inTime(task));

  /** The same, but that a task waits for its delay once more where there is no thread for it. */
  Timer LEISURELY =
      (delay, task) ->
          alarm(
              delay,
              () -> {
                if (!FlightThreads.tryToLook(task)) {
                  Runnable unused = Timer.LEISURELY.after(delay, task);
                }
              });

  /**
   * Runs a task when this time has passed, on a thread that may block.
   *
   * @return forgets the task, if it has not begun
   */
  Runnable after(Duration delay, Runnable task);

  /** Returns the timer of what must not wait behind a listener, or behind what follows a future. */
  default Timer prompt() {
    return this == SYSTEM ? PROMPT : this;
  }

  /**
   * Returns the timer of what recurs and blocks on a store that may hang: it takes no thread from
   * the deadlines of others, and its tasks are not forgotten.
   */
  default Timer leisurely() {
    return this == SYSTEM ? LEISURELY : this;
  }

  private static Runnable alarm(Duration delay, Runnable rings) {
    CompletableFuture<Void> alarm = new CompletableFuture<>();
    CompletableFuture<Void> unused = alarm.thenRun(rings);
    alarm.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> alarm.cancel(false);
  }
}
