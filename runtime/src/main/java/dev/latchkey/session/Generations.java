package dev.latchkey.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** Makes generations: decides when each of them is stale. */
final class Generations {
  private final RefreshCoordinator coordinator;
  private final RefreshPolicy policy;
  private final InstantSource clock;
  private final DoubleSupplier jitter;

  Generations(
      RefreshCoordinator coordinator,
      RefreshPolicy policy,
      InstantSource clock,
      DoubleSupplier jitter) {
    this.coordinator = coordinator;
    this.policy = policy;
    this.clock = clock;
    this.jitter = jitter;
  }

  /** Returns the snapshot of a session whose store holds this. */
  Snapshot found(Snapshot now, StoredSession stored) {
    Epoch epoch = new Epoch(stored.epoch());
    Credential credential = stored.credential();
    Snapshot decided =
        now.decided(
            epoch, credential == null ? null : next(epoch, stored.generation(), credential));
    return decided.numberedFrom(stored.generation());
  }

  Generation next(Epoch epoch, long number, Credential credential) {
    long expiresAt = credential.expiresAtMillis();
    if (expiresAt == Long.MAX_VALUE) {
      return new Generation(coordinator, epoch, number, credential, expiresAt, expiresAt);
    }
    // At most a fifth of the lifetime, or tokens that live shorter than the margin are stale at
    // birth,
    // and every call refreshes. Jittered, or processes that started together come back together.
    Duration lifetime = Duration.ofMillis(Math.max(0, expiresAt - clock.millis()));
    long margin = Math.min(policy.margin.toMillis(), lifetime.toMillis() / 5);
    long staleAt = expiresAt - (long) (margin * (1 - jitter.getAsDouble() / 10));
    return new Generation(coordinator, epoch, number, credential, staleAt, expiresAt);
  }
}
