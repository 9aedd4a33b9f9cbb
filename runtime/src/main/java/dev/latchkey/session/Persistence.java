package dev.latchkey.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the entry of one session in its store. An entry names the epoch and the generation that it
 * is of, so a write that comes late, from a flight that a sign-out has overtaken, never lands on
 * what came after it. Calls block on the store, and are made without any lock.
 */
final class Persistence {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  /** How often others may be faster at an entry; each time, one of them has written it. */
  private static final int ATTEMPTS = 100;

  private final SessionStore store;
  private final String key;
  private final InstantSource clock;

  /** What the store would not take; it is written before anything else is. */
  private volatile @Nullable Owed unwritten;

  /**
   * The generation of another process that has the number of one that was owed, so that what is
   * held here under that number is of no use; null if there is none, or it is held here by now.
   */
  private volatile @Nullable StoredSession overtook;

  /** What is given back when nothing is owed any more; guarded by this. */
  private @Nullable Lease kept;

  /** What the store would not take back; replaced as a whole, and guarded by this. */
  private List<Lease> unreturned = List.of();

  /** Is told when something is owed. */
  private volatile Runnable behind = () -> {};

  /** Says what is written, given what is stored by then and for how long it has been. */
  @FunctionalInterface
  interface Beside {
    StoredSession over(StoredSession stored, Duration age);
  }

  /** An entry that is still to be written, and what becomes of it beside what is stored by then. */
  private record Owed(StoredSession entry, Beside beside) {
    boolean supersedes(Owed other) {
      return entry.supersedes(other.entry);
    }
  }

  Persistence(SessionStore store, String key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /** Returns what the store holds, which is {@link StoredSession#ABSENT} if that is nothing. */
  StoredSession load() throws StoreUnavailableException {
    try {
      return decoded(store.load(key));
    } catch (Throwable e) {
      throw unavailable("read", e);
    }
  }

  /** Returns a successor, or a decision, that another process has put there, or null. */
  @Nullable StoredSession laterThan(Flight flight) throws StoreUnavailableException {
    StoredSession stored = load();
    long held = flight.replaces == null ? 0 : flight.replaces.number();
    boolean sameEpoch = stored.epoch() == flight.epoch.number();
    boolean successor = sameEpoch && stored.credential() != null && takesPlaceOf(held, stored);
    boolean buried =
        sameEpoch && stored.credential() == null && held > 0 && stored.generation() >= held;
    return successor || buried || stored.epoch() > flight.epoch.number() ? stored : null;
  }

  /** Whether what is stored replaces a generation of the same epoch. */
  boolean takesPlaceOf(long number, StoredSession stored) {
    return stored.generation() > number || (stored.generation() == number && hasOvertaken(stored));
  }

  private boolean hasOvertaken(StoredSession stored) {
    StoredSession winner = overtook;
    return winner != null && winner.isOfTheSameNumbersAs(stored);
  }

  /** Says that this, which is stored, is held here now. */
  synchronized void caughtUpWith(StoredSession stored) {
    if (hasOvertaken(stored)) {
      overtook = null;
    }
  }

  private StoredSession decoded(Optional<SessionStore.Entry> held) throws IOException {
    if (held.isEmpty()) {
      return StoredSession.ABSENT;
    }
    SessionStore.Entry entry = held.get();
    long writtenAtMillis = clock.millis() - entry.age().toMillis();
    return StoredSession.decode(entry.content(), writtenAtMillis);
  }

  /**
   * Returns a lease of the entry, which is still to be taken: the one that stands for what is owed,
   * if there is one, since nobody else can have it then, this process included.
   */
  synchronized Lease lease(Duration timeToLive) {
    Lease standing = kept;
    kept = null; // whoever has it gives it back, and not whoever pays what is owed
    return standing == null ? new Lease(store, key, timeToLive, clock) : standing;
  }

  /** Has somebody told, on the thread that finds it out, when something is owed to the store. */
  void whenBehind(Runnable told) {
    behind = told;
  }

  /**
   * Has somebody told when the entry may have been replaced, if the store can tell.
   *
   * @return false if it could not be asked
   */
  boolean watch(Runnable changed) {
    try {
      store.watch(key, changed);
      return true;
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "The store cannot be watched now; it is looked into all the same.", e);
      return false;
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
    return write(new Owed(next, (stored, age) -> next)) != null;
  }

  /**
   * Writes a tombstone, unless the store holds a later decision.
   *
   * @param tombstone as far as it is known before the store is read
   * @param beside the tombstone, given what it is to be put over
   * @return what it was put over, or null if it was not written
   */
  @Nullable StoredSession bury(StoredSession tombstone, Beside beside)
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
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<SessionStore.Entry> held = store.load(key);
        long version = held.isPresent() ? held.get().version() : 0;
        StoredSession stored = decoded(held);
        Duration age = held.map(SessionStore.Entry::age).orElse(Duration.ZERO);
        StoredSession entry = next.beside.over(stored, age);
        if (held.isPresent() && !entry.supersedes(stored)) {
          forget(next, entry.isOutrunBy(stored) ? stored : null);
          return null;
        }
        if (store.compareAndSet(key, version, entry.encode(clock.millis()))) {
          forget(next, null);
          return stored;
        }
      }
      throw new IOException(
          "it was written meanwhile each of %d times, or what is read there is no longer so"
              .formatted(ATTEMPTS));
    } catch (Throwable e) {
      // An Error too: what the server has issued is spent nowhere else, so nothing may lose it.
      remember(next);
      behind.run();
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

  /**
   * What the store holds by now settles what it was owed, unless that came later.
   *
   * @param winner what another process has stored under the numbers of what is settled, or null. It
   *     counts for whoever settles what is still owed, and for nobody who comes second: the winner
   *     may be held here by then
   */
  private void forget(Owed settled, @Nullable StoredSession winner) {
    Lease free = null;
    synchronized (this) {
      Owed late = unwritten;
      if (winner != null && late != null && late.entry.equals(settled.entry)) {
        overtook = winner;
      }
      if (late != null && (late.entry.equals(settled.entry) || !late.supersedes(settled))) {
        unwritten = null;
      }
      if (unwritten == null) {
        free = kept;
        kept = null;
      }
    }
    if (free != null) {
      returned(free);
    }
  }

  private void returned(Lease lease) {
    if (!lease.giveBack()) {
      addUnreturned(lease);
      behind.run();
    }
  }

  /**
   * Gives back what the store would not take back, and returns whether there is anything left. Not
   * every store lets a lease end by itself: a file's lasts as long as its process.
   */
  boolean returnLeases() {
    for (Lease lease : unreturned()) {
      if (lease.giveBack() || lease.isHopeless()) {
        remove(lease);
      }
    }
    return !unreturned().isEmpty();
  }

  private synchronized List<Lease> unreturned() {
    return unreturned;
  }

  private synchronized void addUnreturned(Lease lease) {
    unreturned = Stream.concat(unreturned.stream(), Stream.of(lease)).toList();
  }

  private synchronized void remove(Lease returned) {
    unreturned = unreturned.stream().filter(lease -> lease != returned).toList();
  }

  /**
   * Gives a lease back, or keeps it until the store has what it is owed: what is stored is spent by
   * then, and nobody may ask with it. Should the process end before, what is owed is lost.
   */
  void giveBack(Lease lease) {
    synchronized (this) {
      if (unwritten != null) {
        kept = lease;
        return;
      }
    }
    returned(lease);
  }

  /** Lets the lease that stands for what is owed count anew, if there is one. */
  void renewLease() {
    Lease standing;
    synchronized (this) {
      standing = kept;
    }
    if (standing != null && !standing.renew()) {
      addUnreturned(standing);
    }
  }

  /** Whether the store does not know yet what has been decided here. */
  boolean isBehind() {
    return unwritten != null;
  }

  /** Whether the store is owed anything, be it a lease. */
  boolean owes() {
    return isBehind() || !unreturned().isEmpty();
  }

  private StoreUnavailableException unavailable(String what, Throwable cause) {
    return unavailable(store, key, what, cause);
  }

  /** Says which store cannot do what, and why if it has said so itself. */
  static StoreUnavailableException unavailable(
      SessionStore store, String key, String what, Throwable cause) {
    String why =
        cause instanceof IOException && cause.getMessage() != null
            ? ": " + cause.getMessage()
            : ".";
    String end = why.endsWith(".") ? "" : ".";
    return new StoreUnavailableException(
        "The entry \"%s\" of %s could not be %s%s%s".formatted(key, store, what, why, end), cause);
  }
}
