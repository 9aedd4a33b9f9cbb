package dev.latchkey.exchange;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of exchanges that somebody has to be able to leave: daemons, shared by the process,
 * none while there is nothing to do.
 */
public final class ExchangeThreads {
  /**
   * Platform threads, for what is done now and then.
   *
   * <p>Nothing may queue here: what waits for a thread is often the one who would end the work of
   * another, and each piece of work has a deadline, so their number is bounded by what is asked.
   */
  public static final ExecutorService POOL =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), named());

  /** Virtual threads where the JDK has them, else {@link #POOL}; for one blocking call each. */
  static final ExecutorService CALLS = virtualIfThereAre();

  private ExchangeThreads() {}

  /**
   * Does something that may block on a thread of its own, or on this one if none can be started.
   *
   * @param work what is done, such as to close a body
   */
  public static void aside(Runnable work) {
    on(POOL, work);
  }

  /**
   * Does something that may block, such as to read a body, on another thread than this one, or on
   * this one if none can be started.
   *
   * @param work what is done
   */
  static void elsewhere(Runnable work) {
    on(CALLS, work);
  }

  /**
   * Does something that may block, such as to read a body: on this thread, unless it is one of a
   * fork-join pool. Such a pool has few threads, one where there are two cores, and a body that
   * stalls would keep every answer that comes to it from everybody.
   *
   * @param work what is done
   */
  public static void reading(Runnable work) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      elsewhere(work);
    } else {
      work.run();
    }
  }

  private static void on(Executor threads, Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException | OutOfMemoryError e) { // which is what the JDK throws
      work.run();
    }
  }

  private static ThreadFactory named() {
    AtomicLong number = new AtomicLong();
    return work -> {
      String name = "latchkey-exchange-" + number.incrementAndGet();
      Thread thread = new Thread(null, work, name, 0, false);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ExecutorService virtualIfThereAre() {
    try {
      // Public since 21, and this is compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return POOL;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Virtual threads are there but cannot be used.", e);
    }
  }
}
