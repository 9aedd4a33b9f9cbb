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
  private static final int FEW = 64;
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
    surely(executor == Holder.SHARED ? Holder.RESUMING : executor, task);
  }

  /**
   * Ends a wait whose time has come. Of the user's, only what aborts a refresh runs here;
   * listeners, what follows a future and what asks a store do not.
   */
  static void inTime(Runnable task) {
    surely(Holder.DEADLINES, task);
  }

  /** Lands a flight that no thread has waited for. */
  static void land(Runnable task) {
    surely(Holder.LANDING, task);
  }

  /** Asks a store for somebody who waits for it, and who may wait behind others who do. */
  static void askStore(Executor executor, Runnable task) {
    surely(task, executor == Holder.SHARED ? Holder.ASKING : executor, Holder.ASKING_IN_TURN);
  }

  /**
   * Asks a store for nobody, or does not: one that hangs is asked again and again by all sessions
   * that use it, and the threads that wait for it are few.
   *
   * @return false if there is no thread for it
   */
  static boolean tryToLook(Executor executor, Runnable task) {
    return (executor != Holder.SHARED && runs(executor, task)) || tryToLook(task);
  }

  /** The same, whatever executor the session has. */
  static boolean tryToLook(Runnable task) {
    return runs(Holder.LOOKING, task);
  }

  private static void surely(Executor executor, Runnable task) {
    surely(task, executor, Holder.QUEUED);
  }

  /** Runs a task on one of these executors, or on this thread if none has a thread for it. */
  static void surely(Runnable task, Executor first, Executor second) {
    if (!runs(first, task) && !runs(second, task)) {
      task.run(); // no thread can be started, and an answer that nobody gives is worse
    }
  }

  private static boolean runs(Executor executor, Runnable task) {
    try {
      executor.execute(task);
      return true;
    } catch (RuntimeException | Error e) { // whatever it is, an Error of threads among them
      LOG.log(Level.DEBUG, "An executor does not take a task; something else is found for it.", e);
      return false;
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
   * Returns virtual threads where the JDK has them, else a pool that grows instead of queueing: a
   * flight in a queue behind refreshers that hang, or behind one that calls an API of another
   * session, would wait for what waits for it. Past its bound it rejects, which fails the flight
   * and frees its callers.
   */
  private static Executor growing(String name, int most) {
    return Holder.VIRTUAL == null ? pool(name, 0, most, new SynchronousQueue<>()) : Holder.VIRTUAL;
  }

  /**
   * Returns a pool that queues without bound: ten thousand futures that waited for one flight all
   * get their answers, some later than others.
   */
  private static ThreadPoolExecutor queueing(String name, int most) {
    ThreadPoolExecutor pool = pool(name, most, most, new LinkedBlockingQueue<>());
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
    static final Executor SHARED = growing("latchkey-flight-", MOST);

    // Threads of their own for each purpose, so that none waits behind what waits for it: deadlines
    // behind stores that hang, landings behind what follows a future, flights behind either.

    static final Executor RESUMING = growing("latchkey-resume-", MOST);
    static final Executor DEADLINES = growing("latchkey-deadline-", MOST);
    static final Executor LANDING = growing("latchkey-land-", MOST);
    static final Executor ASKING = growing("latchkey-ask-", MOST);
    static final Executor LOOKING = growing("latchkey-look-", FEW);

    /** More than there are threads here that ask a store: were they fewer, all could wait. */
    static final Executor STORING = growing("latchkey-store-", 4 * MOST);

    static final Executor QUEUED = queueing("latchkey-queued-", FEW);
    static final Executor ASKING_IN_TURN = queueing("latchkey-ask-queued-", FEW);
  }
}
