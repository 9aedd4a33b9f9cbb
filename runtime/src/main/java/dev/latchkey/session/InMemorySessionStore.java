package dev.latchkey.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store that lives as long as its process. */
final class InMemorySessionStore implements SessionStore {
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  @Override
  public Optional<Entry> load(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) {
    Entry next = new Entry(version + 1, content);
    return version == 0
        ? entries.putIfAbsent(key, next) == null
        : entries.computeIfPresent(key, (k, held) -> held.version() == version ? next : held)
            == next;
  }

  @Override
  public String toString() {
    return "SessionStore.inMemory()";
  }
}
