package dev.latchkey.session;

import java.time.Duration;

/** A store whose entry no other process shares, so that whoever asks has the lease. */
public abstract class UnsharedStore implements SessionStore {
  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) {
    return true;
  }

  @Override
  public void release(String key, String owner) {}
}
