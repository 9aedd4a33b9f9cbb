package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what the store would not take as soon as it takes it, also where nobody calls meanwhile:
 * until then what the store holds is spent, and another process would ask with it.
 */
final class Debt implements Runnable {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Persistence persistence;
  private final Environment environment;

  /** Whether somebody is about to try. */
  private final AtomicBoolean due = new AtomicBoolean();

  Debt(Persistence persistence, Environment environment) {
    this.persistence = persistence;
    this.environment = environment;
  }

  /** Something is owed: it is tried again soon. */
  @Override
  public void run() {
    if (due.compareAndSet(false, true)) {
      tryAfter(FIRST_PAUSE_MILLIS);
    }
  }

  private void tryAfter(long pause) {
    Runnable unused = environment.timer().after(Duration.ofMillis(pause), () -> tryAgain(pause));
  }

  private void tryAgain(long pause) {
    if (persistence.catchUp() != null) {
      persistence.renewLease();
      tryAfter(Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
      return;
    }
    due.set(false);
    if (persistence.isBehind()) {
      run(); // since the last look, when somebody was still about to try
    }
  }
}
