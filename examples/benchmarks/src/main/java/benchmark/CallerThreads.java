package benchmark;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that callers run on: virtual ones where the JDK has them. */
public final class CallerThreads {
  private CallerThreads() {}

  /**
   * Returns a thread for each caller, virtual from JDK 21 on and else of the platform.
   *
   * @return an executor that never queues
   */
  public static ExecutorService open() {
    try {
      // Public since 21, and this is compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "caller");
            thread.setDaemon(true);
            return thread;
          });
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Virtual threads are there but cannot be used.", e);
    }
  }
}
