package dev.latchkey.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The snapshot of a session, read from its store when it is first needed. */
final class SessionState {
  private static final AtomicReferenceFieldUpdater<SessionState, Snapshot> SNAPSHOT =
      AtomicReferenceFieldUpdater.newUpdater(SessionState.class, Snapshot.class, "snapshot");

  private volatile Snapshot snapshot;
  private final @Nullable Persistence persistence;
  private final Executor executor;

  /** The reading of the store that is under way; it completes normally, whatever it found. */
  private final AtomicReference<@Nullable CompletableFuture<Void>> reading =
      new AtomicReference<>();

  private volatile @Nullable StoreUnavailableException unreadable;

  SessionState(@Nullable Persistence persistence, Executor executor) {
    this.persistence = persistence;
    this.executor = executor;
    this.snapshot = Snapshot.initial(persistence == null);
  }

  Snapshot now() {
    return snapshot;
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
   * Returns the snapshot, after the store has been read, by one thread for all who need it.
   *
   * @throws StoreUnavailableException if the store cannot be read
   * @throws WaitAbandonedException if the caller is interrupted or runs out of time
   */
  Snapshot loaded(Generations generations, Patience patience) {
    Persistence store = persistence;
    while (store != null && !snapshot.loaded()) {
      CompletableFuture<Void> shared = reading.get();
      if (shared == null) {
        shared = new CompletableFuture<>();
        if (!reading.compareAndSet(null, shared)) {
          continue;
        }
        read(store, generations, shared);
      }
      patience.await(shared);
      StoreUnavailableException why = unreadable;
      if (!snapshot.loaded() && why != null) {
        throw new StoreUnavailableException(
            why.getMessage() + " Nobody knows who is signed in until it can be; try again.", why);
      }
    }
    return snapshot;
  }

  private void read(Persistence store, Generations generations, CompletableFuture<Void> shared) {
    Runnable read =
        () -> {
          try {
            StoredSession stored = store.load();
            Snapshot blank = snapshot;
            if (!blank.loaded()) {
              SNAPSHOT.compareAndSet(this, blank, generations.found(blank, stored));
            }
          } catch (StoreUnavailableException e) {
            unreadable = e;
          } catch (Throwable e) {
            unreadable = new StoreUnavailableException("The store could not be read.", e);
          } finally {
            reading.set(null);
            shared.complete(null);
          }
        };
    try {
      executor.execute(read);
    } catch (Throwable e) {
      read.run(); // the caller's own thread will do: reading spends nothing
    }
  }
}
