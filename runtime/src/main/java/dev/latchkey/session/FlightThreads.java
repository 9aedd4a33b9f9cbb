package dev.latchkey.session;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that flights of all sessions run on, unless a session has an executor of its own. */
final class FlightThreads {
  private static final int MOST = 256;
  private static final int IDLE_SECONDS = 10;

  private FlightThreads() {}

  /** Returns virtual threads where the JDK has them, else a pool of daemon threads. */
  static Executor shared() {
    return Holder.SHARED;
  }

  private static Executor create() {
    try {
      // Public since 21, and this is compiled for 17.
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return pool();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Virtual threads are there but cannot be used.", e);
    }
  }

  /**
   * Returns a pool that grows instead of queueing: a flight in a queue behind refreshers that hang,
   * or behind one that calls an API of another session, would wait for what waits for it. Past its
   * bound it rejects, which fails the flight and frees its callers.
   */
  static ThreadPoolExecutor pool() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        MOST,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "latchkey-flight-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private static final class Holder {
    static final Executor SHARED = create();
  }
}
