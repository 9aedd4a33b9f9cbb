package dev.latchkey.session;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that lives as long as its process. */
final class InMemorySessionStore implements SessionStore {
  private final Map<String, Kept> entries = new ConcurrentHashMap<>();
  private final Map<String, Lent> leases = new ConcurrentHashMap<>();
  private final Map<String, List<WeakReference<Runnable>>> watchers = new ConcurrentHashMap<>();

  private record Kept(Entry entry, long writtenNanos) {}

  private record Lent(String owner, long sinceNanos, long nanos) {
    boolean isOver(long now) {
      return now - sinceNanos >= nanos;
    }
  }

  @Override
  public Optional<Entry> load(String key) {
    Kept kept = entries.get(key);
    return kept == null
        ? Optional.empty()
        : Optional.of(
            new Entry(
                kept.entry.version(),
                kept.entry.content(),
                Duration.ofNanos(System.nanoTime() - kept.writtenNanos)));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) {
    Kept next = new Kept(new Entry(version + 1, content), System.nanoTime());
    Kept held = entries.get(key);
    boolean replaced =
        version == 0
            ? entries.putIfAbsent(key, next) == null
            : held != null && held.entry.version() == version && entries.replace(key, held, next);
    if (replaced) {
      tellWatchers(key);
    }
    return replaced;
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) {
    long now = System.nanoTime();
    Lent wanted = new Lent(owner, now, timeToLive.toNanos());
    Lent lent =
        leases.compute(
            key,
            (k, held) ->
                held == null || held.isOver(now) || held.owner.equals(owner) ? wanted : held);
    return wanted.equals(lent);
  }

  @Override
  public void release(String key, String owner) {
    leases.computeIfPresent(key, (k, held) -> held.owner.equals(owner) ? null : held);
  }

  @Override
  public Optional<String> leaseholder(String key) {
    Lent held = leases.get(key);
    return held == null || held.isOver(System.nanoTime())
        ? Optional.empty()
        : Optional.of(held.owner);
  }

  @Override
  public void watch(String key, Runnable changed) {
    List<WeakReference<Runnable>> all =
        watchers.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>());
    all.removeIf(watcher -> watcher.get() == null);
    all.add(new WeakReference<>(changed));
  }

  private void tellWatchers(String key) {
    List<WeakReference<Runnable>> all = watchers.getOrDefault(key, List.of());
    for (WeakReference<Runnable> watcher : new ArrayList<>(all)) {
      Runnable changed = watcher.get();
      if (changed == null) {
        all.remove(watcher);
      } else {
        changed.run();
      }
    }
  }

  @Override
  public String toString() {
    return "SessionStore.inMemory()";
  }
}
