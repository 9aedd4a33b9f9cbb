package dev.latchkey.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The right to replace an entry, which one thread of all processes has at a time. */
final class Exclusion {
  private static final long SHORTEST_NANOS = 100_000;
  private static final long LONGEST_NANOS = 5_000_000;

  private final Turn turn;
  private final LockFile lock;

  private Exclusion(Turn turn, LockFile lock) {
    this.turn = turn;
    this.lock = lock;
  }

  /** Waits for it, unless it is interrupted. */
  static Exclusion await(Path file) throws IOException {
    Turn turn = Turn.await(file);
    LockFile lock = null;
    boolean locked = false;
    try {
      lock = LockFile.open(file);
      // The system could wake who waits. But it counts waits by process: two processes, of which
      // each replaces one entry and waits for another, are a deadlock to it, and one of them fails.
      for (long nanos = SHORTEST_NANOS;
          !lock.tryLock(0);
          nanos = Math.min(2 * nanos, LONGEST_NANOS)) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos));
        if (Thread.currentThread().isInterrupted()) {
          throw Turn.interrupted(file);
        }
      }
      locked = true;
      return new Exclusion(turn, lock);
    } finally {
      if (!locked) {
        end(turn, lock);
      }
    }
  }

  void end() throws IOException {
    end(turn, lock);
  }

  private static void end(Turn turn, @Nullable LockFile lock) throws IOException {
    try {
      if (lock != null) {
        lock.close();
      }
    } finally {
      turn.end();
    }
  }
}
