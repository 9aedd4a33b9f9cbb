package dev.latchkey.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls that waited for a generation try it one after another, until anybody has had it
 * accepted: then all go. A call whose endpoint has rejected it lets one of another endpoint try.
 *
 * <p>Nothing is called back while its lock is held.
 */
final class Probe {
  /** So many endpoints do not err alike. */
  private static final int ENOUGH = 2;

  // Guarded by this.
  private final List<Object> refusing = new ArrayList<>(ENOUGH);
  private final List<Object> waiting = new ArrayList<>();
  private CompletableFuture<Void> turn = new CompletableFuture<>();

  /** The endpoint of the call that tries it, or null while none does. */
  private @Nullable Object taken;

  private boolean isSettled;

  /** What a rejection of the generation amounts to. */
  enum Amounts {
    /** Nothing yet: a call of another endpoint tries it next. */
    TO_NOTHING_YET,
    /** To one endpoint's word, there being no other to ask. */
    TO_ONE_WORD,
    /** To a refusal by several endpoints. */
    TO_A_REFUSAL
  }

  /**
   * Returns null to a call that may go, else what it waits for before it asks again.
   *
   * @param again whether it was told to wait before
   */
  synchronized @Nullable CompletableFuture<Void> admit(Object endpoint, boolean again) {
    if (again) {
      waiting.remove(endpoint);
    }
    if (isSettled) {
      return null;
    }
    if (taken == null && !refusing.contains(endpoint)) {
      taken = endpoint;
      return null;
    }
    waiting.add(endpoint);
    return turn;
  }

  /** Says that a call that was told to wait will not ask again. */
  void leave(Object endpoint) {
    CompletableFuture<Void> over = null;
    synchronized (this) {
      waiting.remove(endpoint);
      if (taken == null && !refusing.isEmpty() && !othersWait()) {
        over = settled(); // those who are left would wait for a call of another endpoint in vain
      }
    }
    complete(over);
  }

  /** Lets everybody go. */
  void settle() {
    complete(settledNow());
  }

  private synchronized CompletableFuture<Void> settledNow() {
    return settled();
  }

  private CompletableFuture<Void> settled() {
    isSettled = true;
    return turn;
  }

  /** Says that a call got no answer; if it is the one that tried it, another one does. */
  void handOn(Object endpoint) {
    CompletableFuture<Void> over = null;
    synchronized (this) {
      if (taken == endpoint) {
        taken = null;
        over = nextTurn();
      }
    }
    complete(over);
  }

  /** Says that an endpoint has rejected it. */
  Amounts reject(Object endpoint) {
    CompletableFuture<Void> over = null;
    Amounts amounts;
    synchronized (this) {
      if (!refusing.contains(endpoint)) {
        refusing.add(endpoint);
      }
      boolean tried = taken == endpoint;
      if (tried) {
        taken = null;
      }
      if (isSettled) {
        amounts = Amounts.TO_ONE_WORD;
      } else if (refusing.size() >= ENOUGH) {
        amounts = Amounts.TO_A_REFUSAL;
      } else if (othersWait()) {
        amounts = Amounts.TO_NOTHING_YET;
        over = tried ? nextTurn() : null;
      } else {
        amounts = Amounts.TO_ONE_WORD;
      }
    }
    complete(over);
    return amounts;
  }

  /** Returns how many calls wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  synchronized boolean isRejectedBy(Object endpoint) {
    return refusing.contains(endpoint);
  }

  private boolean othersWait() {
    return waiting.stream().anyMatch(endpoint -> !refusing.contains(endpoint));
  }

  private CompletableFuture<Void> nextTurn() {
    CompletableFuture<Void> over = turn;
    if (!isSettled) {
      turn = new CompletableFuture<>();
    }
    return over;
  }

  private static void complete(@Nullable CompletableFuture<Void> over) {
    if (over != null) {
      over.complete(null);
    }
  }
}
