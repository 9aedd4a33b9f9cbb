package dev.latchkey.exchange;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A time in which the machine starts no further thread for an exchange. */
public final class NoThreads {
  private NoThreads() {}

  public static void during(Runnable work) {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) ExchangeThreads.POOL;
    ThreadFactory factory = pool.getThreadFactory();
    long keepAlive = pool.getKeepAliveTime(TimeUnit.NANOSECONDS);
    pool.setThreadFactory(
        unstarted -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    pool.setKeepAliveTime(0, TimeUnit.NANOSECONDS);
    try {
      await("nobody is idle").until(() -> pool.getPoolSize() <= pool.getActiveCount());
      work.run();
    } finally {
      pool.setKeepAliveTime(keepAlive, TimeUnit.NANOSECONDS);
      pool.setThreadFactory(factory);
    }
  }
}
