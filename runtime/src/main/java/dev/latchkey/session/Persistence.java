package dev.latchkey.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the entry of one session in its store. An entry names the epoch and the generation that it
 * is of, so a write that comes late, from a flight that a sign-out has overtaken, never lands on
 * what came after it. Calls block on the store, and are made without any lock.
 */
final class Persistence {
  private final SessionStore store;
  private final String key;

  /** What the store would not take; it is written before anything else is. */
  private volatile @Nullable StoredSession unwritten;

  Persistence(SessionStore store, String key) {
    this.store = store;
    this.key = key;
  }

  /** Returns what the store holds, which is {@link StoredSession#ABSENT} if that is nothing. */
  StoredSession load() throws StoreUnavailableException {
    try {
      Optional<SessionStore.Entry> held = store.load(key);
      return held.isPresent() ? StoredSession.decode(held.get().content()) : StoredSession.ABSENT;
    } catch (Throwable e) {
      throw unavailable("read", e);
    }
  }

  /**
   * Writes what the store would not take, if there is anything, and if it takes it now.
   *
   * @return why it still does not; the listeners heard of it when it was refused for the first time
   */
  @Nullable StoreUnavailableException catchUp() {
    StoredSession late = unwritten;
    if (late != null) {
      try {
        write(late);
      } catch (StoreUnavailableException e) {
        return e;
      }
    }
    return null;
  }

  /**
   * Writes the entry, unless the store holds a later decision or a newer generation of the same
   * epoch.
   *
   * @return whether it was written
   */
  boolean write(StoredSession next) throws StoreUnavailableException {
    StoredSession late = unwritten;
    if (late != null && !late.equals(next) && !next.supersedes(late)) {
      // Such as the tombstone of a sign-out, which a flight that lands afterwards must not outrun.
      StoreUnavailableException unused = catchUp();
      return false;
    }
    try {
      while (true) {
        Optional<SessionStore.Entry> held = store.load(key);
        long version = 0;
        if (held.isPresent()) {
          version = held.get().version();
          if (!next.supersedes(StoredSession.decode(held.get().content()))) {
            forget(next);
            return false;
          }
        }
        if (store.compareAndSet(key, version, next.encode())) {
          forget(next);
          return true;
        }
      }
    } catch (Throwable e) {
      // An Error too: what the server has issued is spent nowhere else, so nothing may lose it.
      remember(next);
      throw unavailable("written", e);
    }
  }

  /** Of two entries that the store would not take, the one that decides is owed to it. */
  private synchronized void remember(StoredSession refused) {
    StoredSession late = unwritten;
    if (late == null || refused.supersedes(late)) {
      unwritten = refused;
    }
  }

  /** What the store holds by now settles what it was owed, unless that came later. */
  private synchronized void forget(StoredSession settled) {
    StoredSession late = unwritten;
    if (late != null && (late.equals(settled) || !late.supersedes(settled))) {
      unwritten = null;
    }
  }

  boolean isBehind() {
    return unwritten != null;
  }

  private StoreUnavailableException unavailable(String what, Throwable cause) {
    return new StoreUnavailableException(
        "The entry \"%s\" of %s could not be %s.".formatted(key, store, what), cause);
  }
}
