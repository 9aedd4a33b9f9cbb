package dev.latchkey.session;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The time between two decisions about who is signed in. A call belongs to the epoch in which it
 * began, and work begun in one epoch commits in no other.
 *
 * <p>Epochs are told apart by identity. The number orders the decisions of one session, by when
 * they were begun, and is what a store keeps of them. What endpoints made of the credentials of an
 * epoch is forgotten with it: somebody else's rejections say nothing of the next.
 */
final class Epoch {
  private static final AtomicIntegerFieldUpdater<Epoch> MARKS =
      AtomicIntegerFieldUpdater.newUpdater(Epoch.class, "marks");

  private static final AtomicReferenceFieldUpdater<Epoch, Object[]> ACCEPTING =
      AtomicReferenceFieldUpdater.newUpdater(Epoch.class, Object[].class, "accepting");

  private static final Object[] NONE = {};

  /**
   * So many endpoints are remembered. An application that makes a client for each request, and has
   * one session for them all, has more without end; those beyond prove nothing by a rejection.
   */
  private static final int MOST = 256;

  /** The epoch of a session whose store has not been read: nothing begins in it. */
  static final Epoch UNREAD = new Epoch(0);

  private static final int ASKED = 1;
  private static final int FOUND = 2;
  private static final int STORED = 4;

  /** Grows while its sign-out learns what the store holds. */
  private volatile long number;

  /** What is known of it, as bits. */
  private volatile int marks;

  /** The endpoints that have accepted a credential; short, and searched from the front. */
  private volatile Object[] accepting = NONE;

  /**
   * Until when an endpoint starts no refresh, in milliseconds; null as long as none is kept from
   * it. Replaced and never changed, so that a call that was accepted takes no lock to look.
   */
  private volatile @Nullable IdentityHashMap<Object, Long> quarantines;

  Epoch(long number) {
    this.number = number;
  }

  /** Returns the epoch of a decision that was found in the store, and not begun here. */
  static Epoch found(long number) {
    Epoch epoch = new Epoch(number);
    epoch.marks = FOUND;
    return epoch;
  }

  long number() {
    return number;
  }

  boolean isFound() {
    return (marks & FOUND) != 0;
  }

  /** Says that the store knows of the sign-out that began it. */
  void stored() {
    mark(STORED);
  }

  boolean isStored() {
    return (marks & STORED) != 0;
  }

  /** Puts it after a decision that turns out to be an earlier one. */
  synchronized void comesAfter(long earlier) {
    number = Math.max(number, earlier + 1);
  }

  /** Returns true to the first who asks. */
  boolean askForSignIn() {
    return mark(ASKED);
  }

  private boolean mark(int bit) {
    for (int before = marks; (before & bit) == 0; before = marks) {
      if (MARKS.compareAndSet(this, before, before | bit)) {
        return true;
      }
    }
    return false;
  }

  /** Notes that this endpoint has accepted a credential; costs a look if that is known. */
  void accepted(Object endpoint) {
    IdentityHashMap<Object, Long> kept = quarantines;
    if (kept != null && kept.containsKey(endpoint)) {
      release(endpoint);
    }
    for (Object[] known = accepting; !knows(known, endpoint); known = accepting) {
      Object[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = endpoint;
      ACCEPTING.compareAndSet(this, known, more);
    }
  }

  /**
   * Whether a rejection by this endpoint tells of the credential. One that has never accepted
   * anything, in a session where others have, proves nothing: it may want another role.
   */
  boolean isTellingFrom(Object endpoint) {
    Object[] known = accepting;
    return known.length == 0 || contains(known, endpoint);
  }

  synchronized void quarantine(Object endpoint, long nowMillis, long untilMillis) {
    IdentityHashMap<Object, Long> next = new IdentityHashMap<>();
    if (quarantines != null) {
      next.putAll(quarantines);
      next.values().removeIf(until -> until <= nowMillis);
    }
    next.put(endpoint, untilMillis);
    quarantines = next;
  }

  private synchronized void release(Object endpoint) {
    if (quarantines != null) {
      IdentityHashMap<Object, Long> next = new IdentityHashMap<>(quarantines);
      next.remove(endpoint);
      quarantines = next.isEmpty() ? null : next;
    }
  }

  boolean isQuarantined(Object endpoint, long nowMillis) {
    IdentityHashMap<Object, Long> kept = quarantines;
    Long until = kept == null ? null : kept.get(endpoint);
    return until != null && nowMillis < until;
  }

  private static boolean knows(Object[] endpoints, Object wanted) {
    return endpoints.length >= MOST || contains(endpoints, wanted);
  }

  private static boolean contains(Object[] endpoints, Object wanted) {
    for (Object endpoint : endpoints) {
      if (endpoint == wanted) {
        return true;
      }
    }
    return false;
  }
}
