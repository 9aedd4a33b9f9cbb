package benchmark;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts what it is asked for. */
final class CountingStore implements SessionStore {
  private final SessionStore store;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger leases = new AtomicInteger();

  CountingStore(SessionStore store) {
    this.store = store;
  }

  /**
   * What a store was asked for.
   *
   * @param reads loads of the entry
   * @param writes replacements of the entry that took place
   * @param leases leases taken, asked for in vain, or given back
   */
  record Count(int reads, int writes, int leases) {
    /** Reads what {@link #toString} wrote. */
    static Count parse(String text) {
      String[] words = text.split(" ", -1);
      return new Count(
          Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    int all() {
      return reads + writes + leases;
    }

    @Override
    public String toString() {
      return reads + " " + writes + " " + leases;
    }
  }

  /** Returns what it was asked for since the last time. */
  Count count() {
    return new Count(reads.getAndSet(0), writes.getAndSet(0), leases.getAndSet(0));
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    reads.incrementAndGet();
    return store.load(key);
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    boolean replaced = store.compareAndSet(key, version, content);
    if (replaced) {
      writes.incrementAndGet();
    }
    return replaced;
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    leases.incrementAndGet();
    return store.tryLease(key, owner, timeToLive);
  }

  @Override
  public void release(String key, String owner) throws IOException {
    leases.incrementAndGet();
    store.release(key, owner);
  }
}
