package dev.latchkey.store;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A thread's turn at a file among the threads of this process: locks of the system are held by the
 * whole process, so they keep no thread of it from another.
 */
final class Turn {
  private static final Map<Path, Turn> TURNS = new ConcurrentHashMap<>();

  private final Path file;
  private final Semaphore permit = new Semaphore(1, true);

  /** How many threads have the permit or want it; guarded by the map. */
  private int wanted;

  private Turn(Path file) {
    this.file = file;
  }

  /** Waits for a turn, unless it is interrupted. */
  static Turn await(Path file) throws InterruptedIOException {
    Turn turn = queue(file);
    // An interrupt that was meant for something else stops nobody whose turn it is.
    if (!turn.permit.tryAcquire()) {
      try {
        turn.permit.acquire();
      } catch (InterruptedException e) {
        turn.leave();
        InterruptedIOException interrupted = interrupted(file);
        interrupted.initCause(e);
        throw interrupted;
      }
    }
    return turn;
  }

  /** Waits for a turn at a file that nobody holds for longer than it takes to look at it. */
  static Turn awaitBriefly(Path file) {
    Turn turn = queue(file);
    turn.permit.acquireUninterruptibly();
    return turn;
  }

  void end() {
    permit.release();
    leave();
  }

  private static Turn queue(Path file) {
    return TURNS.compute(
        file,
        (f, there) -> {
          Turn turn = there == null ? new Turn(f) : there;
          turn.wanted++;
          return turn;
        });
  }

  private void leave() {
    TURNS.computeIfPresent(file, (f, there) -> --there.wanted == 0 ? null : there);
  }

  /** Leaves the thread interrupted. */
  static InterruptedIOException interrupted(Path file) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException(
        "Interrupted before it was the turn of this call at " + file + ". Try again.");
  }
}
