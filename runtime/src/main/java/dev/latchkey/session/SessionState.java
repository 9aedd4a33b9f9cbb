package dev.latchkey.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a session, read from its store when it is first needed, and the terms under which
 * the session was built.
 */
final class SessionState {
  /*
   * A server may hold a hundred thousand sessions that are idle, so what changes is in fields of
   * this object and not in atomics of their own.
   */
  private static final AtomicReferenceFieldUpdater<SessionState, Snapshot> SNAPSHOT =
      AtomicReferenceFieldUpdater.newUpdater(SessionState.class, Snapshot.class, "snapshot");

  private static final AtomicLongFieldUpdater<SessionState> BEGUN =
      AtomicLongFieldUpdater.newUpdater(SessionState.class, "begun");

  final RefreshPolicy policy;
  final Environment environment;
  final @Nullable Persistence persistence;

  private volatile Snapshot snapshot;

  /** The reading of the store that is under way; guarded by this. */
  private @Nullable Reading reading;

  /** The number of the decision that began last. */
  private volatile long begun;

  SessionState(RefreshPolicy policy, Environment environment, @Nullable Persistence persistence) {
    this.policy = policy;
    this.environment = environment;
    this.persistence = persistence;
    this.snapshot = Snapshot.initial(persistence == null);
  }

  /** One reading of the store, shared by all who need it; completes with why it failed, or null. */
  static final class Reading extends CompletableFuture<@Nullable StoreUnavailableException> {}

  Snapshot now() {
    return snapshot;
  }

  long millis() {
    return environment.clock().millis();
  }

  boolean replace(Snapshot now, Snapshot next) {
    return SNAPSHOT.compareAndSet(this, now, next);
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
   */
  long nextDecision(long known) {
    while (true) {
      long last = begun;
      long next = Math.max(last, known) + 2;
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

  /**
   * Returns the reading of the store that has to end before the snapshot says anything, or null if
   * it has been read.
   */
  @Nullable Reading toBeRead(RefreshCoordinator coordinator) {
    Persistence store = persistence;
    if (store == null || snapshot.loaded()) {
      return null;
    }
    Reading own = new Reading();
    Reading shared;
    synchronized (this) {
      shared = reading == null ? own : reading;
      reading = shared;
    }
    if (shared == own) {
      environment.handOver(() -> read(store, coordinator, own));
    }
    return shared;
  }

  /**
   * Says that a reading which has ended failed, unless the store has been read all the same.
   *
   * @throws StoreUnavailableException of the caller's own
   */
  void requireRead(Reading ended) {
    StoreUnavailableException why = ended.getNow(null);
    if (why != null && !snapshot.loaded()) {
      throw new StoreUnavailableException(
          why.getMessage() + " Nobody knows who is signed in until it can be; try again.", why);
    }
  }

  private void read(Persistence store, RefreshCoordinator coordinator, Reading shared) {
    StoreUnavailableException unreadable = null;
    try {
      StoredSession stored = store.load();
      Snapshot blank = snapshot;
      if (!blank.loaded()) {
        // Should somebody sign in at this moment, that is the later decision, and it stays.
        replace(blank, coordinator.found(blank, stored));
      }
    } catch (StoreUnavailableException e) {
      unreadable = e;
    } catch (Throwable e) {
      unreadable = new StoreUnavailableException("The store could not be read.", e);
    } finally {
      synchronized (this) {
        reading = null;
      }
      shared.complete(unreadable);
    }
  }
}
