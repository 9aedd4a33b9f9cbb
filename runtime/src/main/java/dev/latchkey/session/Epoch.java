package dev.latchkey.session;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
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
  private static final AtomicIntegerFieldUpdater<Epoch> ASKED =
      AtomicIntegerFieldUpdater.newUpdater(Epoch.class, "asked");

  private static final AtomicReferenceFieldUpdater<Epoch, Object[]> ACCEPTING =
      AtomicReferenceFieldUpdater.newUpdater(Epoch.class, Object[].class, "accepting");

  private static final Object[] NONE = {};

  /** The epoch of a session whose store has not been read: nothing begins in it. */
  static final Epoch UNREAD = new Epoch(0);

  final long number;

  /** Whether somebody has been told, in this epoch, that a sign-in is needed: 1 if so. */
  private volatile int asked;

  /** The endpoints that have accepted a credential; short, and searched from the front. */
  private volatile Object[] accepting = NONE;

  private volatile @Nullable Quarantines quarantines;

  Epoch(long number) {
    this.number = number;
  }

  /** Until when an endpoint starts no refresh; made when the first one needs it. */
  private static final class Quarantines {
    final Map<Object, Long> until = Collections.synchronizedMap(new IdentityHashMap<>());
  }

  /** Returns true to the first who asks. */
  boolean askForSignIn() {
    return asked == 0 && ASKED.compareAndSet(this, 0, 1);
  }

  /** Notes that this endpoint has accepted a credential; costs a look if that is known. */
  void accepted(Object endpoint) {
    Quarantines kept = quarantines;
    if (kept != null) {
      kept.until.remove(endpoint);
    }
    for (Object[] known = accepting; !contains(known, endpoint); known = accepting) {
      Object[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = endpoint;
      ACCEPTING.compareAndSet(this, known, more);
    }
  }

  boolean hasAccepted(Object endpoint) {
    return contains(accepting, endpoint);
  }

  /** Whether any endpoint has accepted a credential of this epoch. */
  boolean hasAcceptedAny() {
    return accepting.length > 0;
  }

  synchronized void quarantine(Object endpoint, long untilMillis) {
    Quarantines kept = quarantines;
    if (kept == null) {
      kept = new Quarantines();
      quarantines = kept;
    }
    kept.until.put(endpoint, untilMillis);
  }

  boolean isQuarantined(Object endpoint, long nowMillis) {
    Quarantines kept = quarantines;
    Long until = kept == null ? null : kept.until.get(endpoint);
    return until != null && nowMillis < until;
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
