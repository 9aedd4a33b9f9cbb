package benchmark;

import java.lang.management.ManagementFactory;

/** What this JVM holds when it holds no garbage. */
final class Heap {
  private static final int COLLECTIONS = 5;
  private static final long SETTLED = 16 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int PAUSE_MILLIS = 50;

  private Heap() {}

  /** Returns the bytes in use after collections that no longer find anything to collect. */
  static long used() throws InterruptedException {
    long before = collected();
    for (int i = 0; i < COLLECTIONS; i++) {
      Thread.sleep(PAUSE_MILLIS);
      long now = collected();
      if (Math.abs(now - before) < SETTLED) {
        return now;
      }
      before = now;
    }
    return before;
  }

  /** Returns the bytes of an array of references, compressed ones as in any heap below 32 GB. */
  static long ofArray(int length) {
    return 16 + 4L * length;
  }

  /** Returns the number of live threads of the platform. */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Returns by how many the threads exceed a number, once those that only idle have gone. */
  static int threadsBeyond(int before) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (threads() > before && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return Math.max(0, threads() - before);
  }

  private static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
