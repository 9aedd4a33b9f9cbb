package dev.latchkey.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * The exploration of one scenario: Lincheck runs it once for every schedule that it can think of,
 * up to a number, and reports the first that breaks what the scenario demands, or that hangs.
 *
 * <p>A tool that explored nothing would pass as well, so the schedules are counted. Nothing that
 * belongs to Java can count them, since Lincheck winds back the heap between two of them.
 */
final class Exploration {
  private static final int SCHEDULES = Integer.getInteger("latchkey.schedules", 40);

  private static final int ATTEMPTS = 3;

  private static boolean prepared;

  private Exploration() {}

  /** Runs the scenario, and says in one line how often. */
  static void of(String name, Runnable scenario) {
    of(name, SCHEDULES, scenario);
  }

  /** Runs one of many scenarios that share the time of a few. */
  static void ofMany(String name, Runnable scenario) {
    of(name, SCHEDULES / 4, scenario);
  }

  private static void of(String name, int schedules, Runnable scenario) {
    if (!prepared) {
      // The first schedule also makes Lincheck transform what it meets, and a busy machine may
      // need longer for that than a schedule may take; so the parts come first, alone.
      patiently(() -> Lincheck.runConcurrentTest(1, Stage::signedIn));
      prepared = true;
    }
    long begun = System.nanoTime();
    ByteBuffer ran = ByteBuffer.allocateDirect(Integer.BYTES);
    patiently(() -> explore(schedules, scenario, ran));
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    System.out.printf("explored %-32s %5d schedules in %,d ms%n", name, ran.getInt(0), millis);
    if (ran.getInt(0) < schedules) {
      throw new AssertionError(name + " was explored in " + ran.getInt(0) + " schedules alone.");
    }
  }

  /** What hangs because of its schedule hangs again; what the machine had no time for does not. */
  private static void patiently(Runnable exploration) {
    for (int attempt = 1; ; attempt++) {
      try {
        exploration.run();
        return;
      } catch (LincheckAssertionError e) {
        if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("hung")) {
          throw e;
        }
        System.out.println("A schedule took too long; exploring once more.");
      }
    }
  }

  private static void explore(int schedules, Runnable scenario, ByteBuffer ran) {
    ran.putInt(0, 0);
    Lincheck.runConcurrentTest(
        schedules,
        () -> {
          ran.putInt(0, ran.getInt(0) + 1);
          scenario.run();
        });
  }
}
