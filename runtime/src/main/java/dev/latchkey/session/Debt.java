package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what the store would not take as soon as it takes it, also where nobody calls meanwhile:
 * until then what the store holds is spent, and another process would ask with it. And gives back
 * the leases that it would not take back.
 */
final class Debt implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  /** Of its time to live, after which a lease is renewed. */
  private static final int SHARE = 4;

  private final Persistence persistence;
  private final Timer timer;
  private final long longestPause;

  /** Whether somebody is about to try. */
  private final AtomicBoolean due = new AtomicBoolean();

  Debt(Persistence persistence, Timer timer, Duration leaseTime) {
    this.persistence = persistence;
    this.timer = timer.leisurely();
    long share = leaseTime.dividedBy(SHARE).toMillis();
    this.longestPause = Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, share));
  }

  /** Something is owed: it is tried again soon. Never throws, for who owes has more to do. */
  @Override
  public void run() {
    if (due.compareAndSet(false, true)) {
      tryAfter(Math.min(FIRST_PAUSE_MILLIS, longestPause));
    }
  }

  private void tryAfter(long pause) {
    try {
      Runnable unused = timer.after(Duration.ofMillis(pause), () -> tryAgain(pause));
    } catch (Throwable e) {
      due.set(false); // so that whoever owes, or pays, next tries anew
      LOG.log(Level.WARNING, "The store is owed something, which waits for the next change.", e);
    }
  }

  private void tryAgain(long pause) {
    boolean isLeft = true; // and stays so if trying throws what no store should
    try {
      isLeft = !isPaid();
    } finally {
      if (isLeft) {
        tryAfter(Math.min(2 * pause, longestPause));
      } else {
        due.set(false);
        if (persistence.owes()) {
          run(); // since the last look, when somebody was still about to try
        }
      }
    }
  }

  private boolean isPaid() {
    boolean isOwed = persistence.catchUp() != null;
    if (isOwed) {
      persistence.renewLease();
    }
    return !persistence.returnLeases() && !isOwed;
  }
}
