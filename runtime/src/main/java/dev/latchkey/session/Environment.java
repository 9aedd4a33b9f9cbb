package dev.latchkey.session;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * What a session needs of the world around it: one object for all sessions that want nothing
 * special of it.
 *
 * @param clock tells when credentials expire and cool-downs end
 * @param executor runs flights, listeners and what waited for a flight without a thread
 * @param timer ends flights and waits that take too long
 * @param jitter randomises margins and cool-downs, from 0 to 1
 */
record Environment(InstantSource clock, Executor executor, Timer timer, DoubleSupplier jitter) {
  static final Environment USUAL =
      new Environment(
          InstantSource.system(),
          FlightThreads.shared(),
          Timer.SYSTEM,
          () -> ThreadLocalRandom.current().nextDouble());

  Environment withClock(InstantSource clock) {
    return new Environment(clock, executor, timer, jitter);
  }

  Environment withExecutor(Executor executor) {
    return new Environment(clock, executor, timer, jitter);
  }

  Environment withTimer(Timer timer) {
    return new Environment(clock, executor, timer, jitter);
  }

  Environment withJitter(DoubleSupplier jitter) {
    return new Environment(clock, executor, timer, jitter);
  }

  /** Hands a task over to the executor, or to threads that take everything. */
  void handOver(Runnable task) {
    FlightThreads.handOver(executor, task);
  }

  /** Hands over a task that asks the store something that somebody waits for. */
  void askStore(Runnable task) {
    FlightThreads.askStore(executor, task);
  }

  /** Hands over a task that asks the store for nobody; returns false if there is no thread. */
  boolean tryToLook(Runnable task) {
    return FlightThreads.tryToLook(executor, task);
  }
}
