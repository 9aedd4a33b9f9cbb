package dev.latchkey.session;

import java.util.Map;
import java.util.WeakHashMap;

/**
 * The calls of one store that were given up and run on all the same, as those of a driver may that
 * does not hear of an interrupt. Each has a thread, and threads are for the stores of all sessions:
 * so one that leaves many without an answer is tried now and then until it answers again.
 */
final class Unanswered {
  static final int MOST = 64;
  static final long PAUSE_NANOS = 60_000_000_000L;

  private static final Map<SessionStore, Unanswered> OF_STORES = new WeakHashMap<>();

  // Guarded by this.
  private int calls;
  private long nextTrialNanos;

  /** Returns those of a store, which all sessions share that use it. */
  static Unanswered of(SessionStore store) {
    SessionStore asked = store instanceof EncryptedStore encrypted ? encrypted.store : store;
    synchronized (OF_STORES) {
      return OF_STORES.computeIfAbsent(asked, unknown -> new Unanswered());
    }
  }

  /** Whether the store may be asked now. */
  synchronized boolean admits(long nowNanos) {
    if (calls < MOST) {
      return true;
    }
    if (nowNanos - nextTrialNanos < 0) {
      return false;
    }
    nextTrialNanos = nowNanos + PAUSE_NANOS;
    return true;
  }

  /** One more has been given up. */
  synchronized void add(long nowNanos) {
    calls++;
    if (calls == MOST) {
      nextTrialNanos = nowNanos + PAUSE_NANOS;
    }
  }

  /** One has ended after all. */
  synchronized void remove() {
    calls = Math.max(0, calls - 1);
  }

  /** The store answers again, whatever became of those before. */
  synchronized void answered() {
    calls = 0;
  }
}
