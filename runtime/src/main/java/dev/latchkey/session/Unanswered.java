package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one store that were given up and run on all the same, as those of a driver may that
 * does not hear of an interrupt. Each has a thread, and threads are for the stores of all sessions:
 * so what leaves many without an answer is tried now and then until it answers again.
 *
 * <p>Each operation by itself: a store that is read may still leave whoever writes without an
 * answer, and some stores have nothing to do for some operations.
 */
final class Unanswered {
  private static final Map<SessionStore, Unanswered> OF_STORES = new WeakHashMap<>();

  final Calls loading = new Calls();
  final Calls writing = new Calls();
  final Calls leasing = new Calls();
  final Calls releasing = new Calls();
  final Calls naming = new Calls();
  final Calls watching = new Calls();

  /** Returns those of a store, which all sessions share that use it. */
  static Unanswered of(SessionStore store) {
    SessionStore asked = store;
    while (asked instanceof EncryptedStore encrypted) {
      asked = encrypted.store;
    }
    synchronized (OF_STORES) {
      return OF_STORES.computeIfAbsent(asked, unknown -> new Unanswered());
    }
  }

  /** Says that the store has not been asked at all. */
  static final class NotAskedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotAskedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Those of one operation. */
  static final class Calls {
    /** So many may run on since the last that came to an end in time. */
    static final int MOST = 64;

    /** While fewer than twice as many run on; then longer, for each trial may cost a thread. */
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    /** Of the time without an answer: how much longer that may seem because nobody has asked. */
    private static final int SHARE = 8;

    // Guarded by this.
    private int running;
    private int allowed = MOST;
    private long closedNanos;
    private long lastTrialNanos;

    /**
     * Whether the store may be asked now, and if not always, then once.
     *
     * @param limit after which the call is given up
     */
    synchronized boolean admits(long nowNanos, Duration limit) {
      if (running < allowed) {
        return true;
      }
      if (nowNanos - lastTrialNanos < pause(nowNanos, limit)) {
        return false;
      }
      lastTrialNanos = nowNanos;
      return true;
    }

    /**
     * Short at first, and for whoever has little time, however long others wait for their trial:
     * who owes the store an entry has a lease that ends.
     */
    private long pause(long nowNanos, Duration limit) {
      long share = Math.max(limit.toNanos(), (nowNanos - closedNanos) / SHARE);
      return Math.min(share, LONGEST_PAUSE_NANOS * Math.max(1, running / MOST));
    }

    /** One more has been given up, and runs on. */
    synchronized void add(long nowNanos) {
      running++;
      if (running == allowed) {
        closedNanos = nowNanos;
        lastTrialNanos = nowNanos;
      }
    }

    /** One of those has ended after all. */
    synchronized void remove() {
      running--;
      allowed = Math.min(allowed, running + MOST);
    }

    /** One has come to an end in time, be it that it threw, whatever becomes of those before. */
    synchronized void answered() {
      allowed = running + MOST;
    }
  }
}
