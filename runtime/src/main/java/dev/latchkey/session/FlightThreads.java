package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that flights of all sessions run on, unless a session has an executor of its own. */
final class FlightThreads {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");
  private static final int MOST = 256;
  private static final int MOST_QUEUED = 64;
  private static final int IDLE_SECONDS = 10;

  private FlightThreads() {}

  /** Returns virtual threads where the JDK has them, else a pool of daemon threads. */
  static Executor shared() {
    return Holder.SHARED;
  }

  /** Returns threads that no flight runs on, for what flights wait for. */
  static Executor storing() {
    return Holder.STORING;
  }

  /**
   * Runs what must not be lost, such as the answer to somebody who waits, on this executor, or on
   * threads that take everything if it rejects.
   */
  static void handOver(Executor executor, Runnable task) {
    try {
      (executor == Holder.SHARED ? Holder.RESUMING : executor).execute(task);
    } catch (RuntimeException | Error e) {
      // Whatever it threw, an answer that nobody gives is worse.
      LOG.log(Level.DEBUG, "A session's executor rejects its tasks; other threads run them.", e);
      Holder.QUEUED.execute(task);
    }
  }

  /**
   * Returns virtual threads, or null where the JDK has none. They inherit nothing: what is bound to
   * the thread of one caller, such as a tenant, is none of the next one's.
   */
  private static @Nullable Executor virtual() {
    try {
      // Public since 21, and this is compiled for 17.
      Class<?> builders = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      builders.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      Object factory = builders.getMethod("factory").invoke(builder);
      return (Executor)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (NoSuchMethodException | ClassNotFoundException e) {
      return null;
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
    return pool("latchkey-flight-", 0, MOST, new SynchronousQueue<>());
  }

  /**
   * Returns a pool that queues without bound: ten thousand futures that waited for one flight all
   * get their answers, some later than others.
   */
  private static ThreadPoolExecutor queued() {
    ThreadPoolExecutor pool =
        pool("latchkey-queued-", MOST_QUEUED, MOST_QUEUED, new LinkedBlockingQueue<>());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadPoolExecutor pool(
      String name, int least, int most, BlockingQueue<Runnable> queue) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        least,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        queue,
        task -> {
          Thread thread = new Thread(null, task, name + number.incrementAndGet(), 0, false);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static final class Holder {
    static final @Nullable Executor VIRTUAL = virtual();
    static final Executor SHARED = VIRTUAL == null ? pool() : VIRTUAL;

    /** Threads of their own, so that a storm of futures takes none from the flights of others. */
    static final Executor RESUMING =
        VIRTUAL == null ? pool("latchkey-resume-", 0, MOST, new SynchronousQueue<>()) : VIRTUAL;

    /** One for each flight and for each resuming thread: were they shared, all could wait. */
    static final Executor STORING =
        VIRTUAL == null ? pool("latchkey-store-", 0, 2 * MOST, new SynchronousQueue<>()) : VIRTUAL;

    static final Executor QUEUED = queued();
  }
}
