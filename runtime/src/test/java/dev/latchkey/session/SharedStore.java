package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that two sessions share, as two processes do; it counts, and can be out of reach. */
final class SharedStore implements SessionStore {
  private volatile SessionStore memory;
  final AtomicInteger loads = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();
  final AtomicInteger leases = new AtomicInteger();
  final AtomicInteger releases = new AtomicInteger();
  private final AtomicReference<Runnable> beforeLease = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> afterLoad = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> beforeWrite = new AtomicReference<>(() -> {});
  private volatile boolean tells;
  private volatile boolean down;
  private volatile boolean cannotLend;
  private volatile boolean forgetsToSay;
  private volatile boolean keepsLeases;
  private volatile boolean isFull;
  private volatile boolean lendsToAll;
  private volatile int readableLoads = Integer.MAX_VALUE;
  private volatile Duration age = Duration.ZERO;

  SharedStore() {
    this(SessionStore.inMemory());
  }

  /** A way of its own to a store that others reach as well. */
  SharedStore(SessionStore memory) {
    this.memory = memory;
  }

  /** Returns another way to the same store, which can be out of reach by itself. */
  SharedStore another() {
    return new SharedStore(memory);
  }

  /** Forgets all that it holds. */
  void lose() {
    memory = SessionStore.inMemory();
  }

  SharedStore telling() {
    tells = true;
    return this;
  }

  void isDown(boolean now) {
    down = now;
  }

  /** Has leases lent from now on without saying so. */
  void forgetsToSay() {
    forgetsToSay = true;
  }

  /** Lends the lease to whoever asks. */
  void lendsToAll() {
    lendsToAll = true;
  }

  /** Refuses to write. */
  void isFull(boolean now) {
    isFull = now;
  }

  /** Takes no lease back from now on. */
  void keepsLeases() {
    keepsLeases = true;
  }

  void cannotLend(boolean now) {
    cannotLend = now;
  }

  /** Has something happen before the next lease is lent. */
  void beforeNextLease(Runnable happens) {
    beforeLease.set(happens);
  }

  /** Has something happen after the entry has been read the next time. */
  void afterNextLoad(Runnable happens) {
    afterLoad.set(happens);
  }

  /** Has something happen before the next entry is replaced. */
  void beforeNextWrite(Runnable happens) {
    beforeWrite.set(happens);
  }

  /** Can be read so many times more. */
  void readableFor(int more) {
    readableLoads = loads.get() + more;
  }

  /** Lets each entry be as old as this. */
  void age(Duration age) {
    this.age = age;
  }

  int operations() {
    return loads.get() + writes.get() + leases.get() + releases.get();
  }

  private void requireUp() throws IOException {
    if (down) {
      throw new IOException("connection refused");
    }
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    int number = loads.incrementAndGet();
    requireUp();
    if (number > readableLoads) {
      throw new IOException("connection reset");
    }
    Optional<Entry> held =
        memory.load(key).map(entry -> new Entry(entry.version(), entry.content(), age));
    afterLoad.getAndSet(() -> {}).run();
    return held;
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    writes.incrementAndGet();
    beforeWrite.getAndSet(() -> {}).run();
    requireUp();
    if (isFull) {
      throw new IOException("disk full");
    }
    return memory.compareAndSet(key, version, content);
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    leases.incrementAndGet();
    beforeLease.getAndSet(() -> {}).run();
    requireUp();
    if (cannotLend) {
      throw new IOException("read only");
    }
    boolean lent = memory.tryLease(key, owner, timeToLive);
    if (forgetsToSay) {
      throw new IOException("connection reset");
    }
    return lent || lendsToAll;
  }

  @Override
  public void release(String key, String owner) throws IOException {
    releases.incrementAndGet();
    requireUp();
    if (!keepsLeases) {
      memory.release(key, owner);
    }
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    requireUp();
    return memory.leaseholder(key);
  }

  @Override
  public void watch(String key, Runnable changed) throws IOException {
    requireUp();
    if (tells) {
      memory.watch(key, changed);
    }
  }

  @Override
  public String toString() {
    return "SharedStore";
  }
}
