package dev.latchkey.session;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The snapshot of a session, and the terms under which the session was built. */
final class SessionState {
  /*
   * A server may hold a hundred thousand sessions that are idle, so what changes is in fields of
   * this object and not in atomics of their own.
   */
  private static final AtomicReferenceFieldUpdater<SessionState, Snapshot> SNAPSHOT =
      AtomicReferenceFieldUpdater.newUpdater(SessionState.class, Snapshot.class, "snapshot");

  private static final AtomicLongFieldUpdater<SessionState> BEGUN =
      AtomicLongFieldUpdater.newUpdater(SessionState.class, "begun");

  /** Of a number of 63 bits, 43 are milliseconds, which last for 250 years. */
  private static final int CHANCE_BITS = 20;

  final RefreshPolicy policy;
  final Environment environment;
  final @Nullable Persistence persistence;

  /** Whether the credential is carried for ever, whatever servers say of it. */
  final boolean fixed;

  private volatile Snapshot snapshot;

  /** The number of the decision that began last. */
  private volatile long begun;

  SessionState(
      RefreshPolicy policy,
      Environment environment,
      @Nullable Persistence persistence,
      boolean fixed) {
    this.policy = policy;
    this.environment = environment;
    this.persistence = persistence;
    this.fixed = fixed;
    this.snapshot = Snapshot.initial(persistence == null);
  }

  Snapshot now() {
    return snapshot;
  }

  long millis() {
    return environment.clock().millis();
  }

  boolean replace(Snapshot now, Snapshot next) {
    if (!SNAPSHOT.compareAndSet(this, now, next)) {
      return false;
    }
    Generation before = now.generation();
    Generation after = next.generation();
    if (before != null && after != null && before != after && before.epoch == after.epoch) {
      before.succeededBy(after);
    }
    return true;
  }

  /** Empties the slot of a flight that is over, should its landing have failed to. */
  void vacate(Flight flight) {
    for (Snapshot now = snapshot; now.flight() == flight; now = snapshot) {
      replace(now, now.tookOff(null));
    }
  }

  /**
   * Returns the number of a decision that begins now, later than any other and than this one. It
   * leaves a number free before it, for a sign-out that learns only afterwards what it ends.
   *
   * <p>It goes by the time, so that a decision comes after those of processes that this one has
   * heard nothing of, and after those of an entry that is gone; and by chance, so that no two
   * processes give one number to two people who sign in at the same moment.
   */
  long nextDecision(long known) {
    long moment = millis() << CHANCE_BITS;
    long chance = (long) (environment.jitter().getAsDouble() * ((1 << CHANCE_BITS) - 1));
    while (true) {
      long last = begun;
      long next = Math.max(Math.max(last, known) + 2, moment | chance);
      if (BEGUN.compareAndSet(this, last, next)) {
        return next;
      }
    }
  }

  /** Whether no decision has begun here after the one that began with this number. */
  boolean isLastBegun(long number) {
    return begun == number;
  }

  /** Lets the generations of an epoch, while it lasts, go on from this number. */
  void numberFrom(Epoch epoch, long number) {
    Snapshot now = snapshot;
    while (now.epoch() == epoch
        && now.lastNumber() < number
        && !replace(now, now.numberedFrom(number))) {
      now = snapshot;
    }
  }
}
