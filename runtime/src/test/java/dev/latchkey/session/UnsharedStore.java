package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A store whose entry no other process shares, so that whoever asks has the lease. */
public class UnsharedStore implements SessionStore {
  private final SessionStore entries;

  public UnsharedStore() {
    this(SessionStore.inMemory());
  }

  /** A way to a store, for a test that looks into it, or that overrides one of its operations. */
  protected UnsharedStore(SessionStore entries) {
    this.entries = entries;
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    return entries.load(key);
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    return entries.compareAndSet(key, version, content);
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    return true;
  }

  @Override
  public void release(String key, String owner) throws IOException {}
}
