package dev.latchkey.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a flight does in the store before it asks the server for anything: it takes over what
 * another process has put there, or takes the lease, so that of all processes one asks.
 *
 * <p>Whoever waits for the lease of another looks, each time before it tries again, for what that
 * one has brought; and whoever gets it looks once more, since the other has perhaps been done in
 * between.
 */
final class Claim {
  /** The first pause between two tries, and the longest. */
  private static final int PAUSE_MILLIS = 20;

  private static final int LONGEST_PAUSE_MILLIS = 500;

  private final RefreshCoordinator coordinator;
  private final SessionState state;
  private final Persistence persistence;
  private final Lookout lookout;

  Claim(RefreshCoordinator coordinator, Persistence persistence, Lookout lookout) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
    this.persistence = persistence;
    this.lookout = lookout;
  }

  /** Returns what the flight brings, or null if it is to ask for the successor. */
  Renewal.@Nullable Result settle(Flight flight) {
    try {
      StoreUnavailableException behind = persistence.catchUp();
      if (behind != null && state.policy.holdsUntilStored) {
        // What is held back has a spent predecessor, which nobody may present.
        return new Renewal.Failed(behind);
      }
      Renewal.Result newer = newer(flight);
      return newer == null ? lease(flight) : newer;
    } catch (StoreUnavailableException e) {
      return state.policy.refreshesWithoutStore ? null : new Renewal.Failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return heldByAnother(flight, e);
    } finally {
      flight.waitsFor = null;
    }
  }

  private Renewal.@Nullable Result lease(Flight flight) throws InterruptedException {
    Lease lease = persistence.lease(state.policy.leaseTime());
    boolean obtained = false;
    try {
      Renewal.Result instead = await(lease, flight);
      obtained = instead == null;
      if (!obtained) {
        return instead;
      }
    } finally {
      if (!obtained) {
        persistence.giveBack(lease);
      }
    }
    boolean isEnding = !coordinator.leased(flight, lease);
    if (isEnding && flight.waiters() == 0) {
      // Who waits for it may be what the process waits for, such as a server that drains.
      return new Renewal.Failed(
          new RefreshFailedException(
              "The process is ending, and a successor that it asked for might never be stored.",
              "shutdown",
              null));
    }
    Renewal.Result newer = newer(flight);
    while (newer == null && lease.isOlderThan(state.policy.storeTimeout.multipliedBy(2))) {
      // The process was stopped, or the system slept: by now the lease may be another's, and what
      // is held here spent.
      newer = await(lease, flight);
      if (newer == null) {
        newer = newer(flight);
      }
    }
    return newer;
  }

  /** Waits until it has the lease, and returns null then, or what there is instead of it. */
  private Renewal.@Nullable Result await(Lease lease, Flight flight) throws InterruptedException {
    for (int pause = PAUSE_MILLIS; !lease.take(); pause = longer(pause)) {
      if (flight.waitsFor == null) {
        flight.waitsFor = "%s has %s, and has not given it back.".formatted(lease.holder(), lease);
      }
      lookout.awaitChange(jittered(pause));
      Renewal.Result newer = newer(flight);
      if (newer != null) {
        return newer;
      }
      if (flight.overdue) {
        return heldByAnother(flight, null);
      }
    }
    return null;
  }

  private static int longer(int pause) {
    return Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
  }

  /** Processes that wait for one lease do not all try at once. */
  private Duration jittered(int pause) {
    double jitter = state.environment.jitter().getAsDouble();
    return Duration.ofMillis((long) (pause * (1 + jitter) / 2));
  }

  private static Renewal.Failed heldByAnother(Flight flight, @Nullable InterruptedException why) {
    String waiting = flight.waitsFor;
    return new Renewal.Failed(
        new RefreshFailedException(
            waiting == null ? "The refresh was interrupted." : waiting, "lease", why));
  }

  private Renewal.@Nullable Result newer(Flight flight) {
    StoredSession stored = persistence.laterThan(flight);
    return stored == null ? null : new Renewal.Adopted(stored);
  }
}
