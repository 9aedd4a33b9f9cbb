package dev.latchkey.session;

import java.util.Optional;
import java.util.function.UnaryOperator;
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
  private volatile @Nullable Owed unwritten;

  /** An entry that is still to be written, and what becomes of it beside what is stored by then. */
  private record Owed(StoredSession entry, UnaryOperator<StoredSession> beside) {
    boolean supersedes(Owed other) {
      return entry.supersedes(other.entry);
    }
  }

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
    Owed late = unwritten;
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
    return write(new Owed(next, stored -> next)) != null;
  }

  /**
   * Writes a tombstone, unless the store holds a later decision.
   *
   * @param tombstone as far as it is known before the store is read
   * @param beside the tombstone, given what it is to be put over
   * @return what it was put over, or null if it was not written
   */
  @Nullable StoredSession bury(StoredSession tombstone, UnaryOperator<StoredSession> beside)
      throws StoreUnavailableException {
    return write(new Owed(tombstone, beside));
  }

  private @Nullable StoredSession write(Owed next) throws StoreUnavailableException {
    Owed late = unwritten;
    if (late != null && !late.entry.equals(next.entry) && !next.supersedes(late)) {
      // Such as the tombstone of a sign-out, which a flight that lands afterwards must not outrun.
      StoreUnavailableException unused = catchUp();
      return null;
    }
    try {
      while (true) {
        Optional<SessionStore.Entry> held = store.load(key);
        long version = held.isPresent() ? held.get().version() : 0;
        StoredSession stored =
            held.isPresent() ? StoredSession.decode(held.get().content()) : StoredSession.ABSENT;
        StoredSession entry = next.beside.apply(stored);
        if (held.isPresent() && !entry.supersedes(stored)) {
          forget(next);
          return null;
        }
        if (store.compareAndSet(key, version, entry.encode())) {
          forget(next);
          return stored;
        }
      }
    } catch (Throwable e) {
      // An Error too: what the server has issued is spent nowhere else, so nothing may lose it.
      remember(next);
      throw unavailable("written", e);
    }
  }

  /** Of two entries that the store would not take, the one that decides is owed to it. */
  private synchronized void remember(Owed refused) {
    Owed late = unwritten;
    if (late == null || refused.supersedes(late)) {
      unwritten = refused;
    }
  }

  /** What the store holds by now settles what it was owed, unless that came later. */
  private synchronized void forget(Owed settled) {
    Owed late = unwritten;
    if (late != null && (late.entry.equals(settled.entry) || !late.supersedes(settled))) {
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
