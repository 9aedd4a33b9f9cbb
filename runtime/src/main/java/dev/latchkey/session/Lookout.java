package dev.latchkey.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the store for what another process has put there: before the session says anything for
 * the first time, now and then while it is in use, and when the store tells of a change.
 */
final class Lookout implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.latchkey.session");

  private static final AtomicLongFieldUpdater<Lookout> NEXT =
      AtomicLongFieldUpdater.newUpdater(Lookout.class, "nextMillis");

  /** When a look is due for which there was no thread. */
  private static final long SOON_MILLIS = 100;

  private final RefreshCoordinator coordinator;
  private final SessionState state;
  private final Persistence persistence;

  /** Whether a look is about to be taken, which sees whatever has changed by now. */
  private final AtomicBoolean announced = new AtomicBoolean();

  /** How many looks are wanted by those for whom nobody waits; none while nobody looks. */
  private final AtomicInteger wanted = new AtomicInteger();

  /** When the next look is due, by the session's clock. */
  private volatile long nextMillis;

  /** The reading that somebody waits for; guarded by this. */
  private @Nullable Reading reading;

  /** Whether the store has been asked to tell of changes, or is being asked. */
  private final AtomicBoolean watches = new AtomicBoolean();

  /** Replaced when the store tells of a change. */
  private volatile CompletableFuture<Void> change = new CompletableFuture<>();

  Lookout(RefreshCoordinator coordinator, Persistence persistence) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
    this.persistence = persistence;
  }

  /** One reading of the store, shared by all who need it; completes with why it failed, or null. */
  static final class Reading extends CompletableFuture<@Nullable StoreUnavailableException> {}

  /**
   * Returns the reading that has to end before the session says anything, or null if there is none:
   * the first, or, as long as nobody is signed in here, one that is due.
   */
  @Nullable Reading toBeRead() {
    if (!isToBeRead()) {
      return null;
    }
    Reading own = new Reading();
    Reading shared;
    synchronized (this) {
      shared = reading == null ? own : reading;
      reading = shared;
    }
    if (shared == own) {
      state.environment.askStore(() -> read(own));
    }
    return shared;
  }

  /** Returns true to one of all who ask while a reading is due, and to each before the first. */
  private boolean isToBeRead() {
    Snapshot now = state.now();
    if (!now.loaded()) {
      return true;
    }
    boolean mayHaveSignedIn = now.generation() == null && !coordinator.renewal.signsItselfIn();
    return mayHaveSignedIn && isDue(state.millis());
  }

  /**
   * Reads what {@link #toBeRead} would have read, on a thread that is there to ask the store: one
   * that waited here for another might be what that one waits for.
   *
   * @throws StoreUnavailableException if it could not be read yet
   */
  void readHere() {
    if (isToBeRead()) {
      Reading own = new Reading();
      own.complete(tryToRead());
      requireRead(own);
    }
  }

  /**
   * Says that a reading which has ended failed, unless the store has been read all the same.
   *
   * @throws StoreUnavailableException of the caller's own
   */
  void requireRead(Reading ended) {
    StoreUnavailableException why = ended.getNow(null);
    if (why != null && !state.now().loaded()) {
      throw new StoreUnavailableException(
          why.getMessage() + " Nobody knows who is signed in until it can be read.", why);
    }
  }

  private void read(Reading shared) {
    StoreUnavailableException unreadable = null;
    try {
      unreadable = tryToRead();
    } finally {
      synchronized (this) {
        reading = null;
      }
      shared.complete(unreadable);
    }
  }

  /** Returns why the store could not be read, or null. */
  private @Nullable StoreUnavailableException tryToRead() {
    try {
      look();
      return null;
    } catch (StoreUnavailableException e) {
      return e;
    } catch (Throwable e) {
      return new StoreUnavailableException("The store could not be read.", e);
    }
  }

  /** Has a look taken if one is due, while the caller goes on. */
  void lookIfDue() {
    if (isDue(state.millis())) {
      lookSoon();
    }
  }

  /**
   * Has a look taken that nobody waits for. Where stores hang there may be no thread for it, and
   * none may be queued up each time that one is due: it is left out, and due again soon.
   */
  private void lookSoon() {
    if (announced.compareAndSet(false, true) && !state.environment.tryToLook(this::lookQuietly)) {
      nextMillis = Math.min(nextMillis, state.millis() + SOON_MILLIS);
      announced.set(false);
    }
  }

  /** Whether a look is due that nobody is about to take. */
  boolean wouldLook() {
    return isDue(nextMillis, state.millis());
  }

  /** Returns true to one of all who ask while a look is due. */
  private boolean isDue(long millis) {
    long due = nextMillis;
    return isDue(due, millis) && NEXT.compareAndSet(this, due, next(millis));
  }

  /** A clock that is set back does not put off what was due within an interval. */
  private boolean isDue(long due, long millis) {
    return millis >= due || due - millis > state.policy.storeCheckInterval.toMillis();
  }

  /** Processes that have started together do not all look at once. */
  private long next(long millis) {
    long interval = state.policy.storeCheckInterval.toMillis();
    return millis + interval - (long) (interval * state.environment.jitter().getAsDouble() / 10);
  }

  /** The store tells of a change. */
  @Override
  public void run() {
    CompletableFuture<Void> heard = change;
    change = new CompletableFuture<>();
    lookSoon();
    heard.complete(null);
  }

  /** Waits until the store tells of a change, or for this long. */
  void awaitChange(Duration limit) throws InterruptedException {
    CompletableFuture<Void> pause = new CompletableFuture<>();
    Timer timer = state.environment.timer().prompt();
    Runnable forget = timer.after(limit, () -> pause.complete(null));
    try {
      // A change that was never told of is waited for by many pauses, none of which it remembers.
      CompletableFuture.anyOf(change, pause).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A change carries no outcome.", e);
    } finally {
      forget.run();
    }
  }

  /**
   * Nobody waits for it, so a store that cannot be read is one that has nothing new. One look is
   * taken at a time: whoever comes meanwhile has the one who looks look once more.
   */
  private void lookQuietly() {
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    int seen = 0;
    try {
      do {
        seen = wanted.get();
        tryLook();
      } while (!wanted.compareAndSet(seen, 0));
    } catch (Throwable e) {
      announced.set(false);
      wanted.set(0);
      throw e;
    }
  }

  private void tryLook() {
    try {
      look();
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "The store could not be looked into.", e);
    }
  }

  private void look() {
    nextMillis = next(state.millis());
    watchOnce();
    announced.set(false);
    // What is owed comes first: it may be later than what is there.
    boolean isOwed = persistence.catchUp() != null;
    StoredSession stored = persistence.load();
    if (!(isOwed && isSignedOutHere())) {
      meet(stored);
    }
  }

  /** Has the store tell of changes, unless it does, or another look is about to have it. */
  private void watchOnce() {
    if (watches.compareAndSet(false, true)) {
      boolean asked = false;
      try {
        asked = persistence.watch(this);
      } finally {
        watches.set(asked);
      }
    }
  }

  /** Whether a sign-out here is not known to have reached the store. */
  private boolean isSignedOutHere() {
    Snapshot now = state.now();
    return now.loaded() && now.isSignedOut() && !now.epoch().isFound() && !now.epoch().isStored();
  }

  /** Takes over what the store holds, if that is later than what is known here. */
  private void meet(StoredSession stored) {
    Snapshot now;
    @Nullable Snapshot next;
    do {
      now = state.now();
      next = later(now, stored);
      if (next == null) {
        return;
      }
    } while (!coordinator.meet(now, next));
    persistence.caughtUpWith(stored);
    // Its place among the events comes first, since those who are freed may sign in at once.
    Announcer.News news = next.generation() == null ? coordinator.announcer.news() : null;
    try {
      Flight flight = now.flight();
      if (flight != null && next.flight() == null) {
        flight.release(); // a decision: those who wait need not wait for the landing
      }
    } finally {
      if (news != null) {
        coordinator.met(now, next, news).run();
      }
    }
  }

  /** Returns the snapshot that follows from what is stored, or null if that is nothing new. */
  private @Nullable Snapshot later(Snapshot now, StoredSession stored) {
    if (!now.loaded() || stored.epoch() > now.epoch().number()) {
      return coordinator.found(now, stored);
    }
    if (stored.epoch() < now.epoch().number()) {
      return null;
    }
    Credential credential = stored.credential();
    if (credential == null) {
      // Another process has buried what is still held here, unless that is newer.
      Generation held = now.generation();
      return held != null && stored.generation() >= held.number()
          ? coordinator.found(now, stored)
          : null;
    }
    // A flight that is on its way here publishes what it has stored, and finds the rest by itself.
    long last = now.generation() == null ? now.lastNumber() : now.generation().number();
    return persistence.takesPlaceOf(last, stored) && !coordinator.isFlying()
        ? now.committed(
            coordinator.generation(now.epoch(), stored.generation(), credential, null).found(),
            null)
        : null;
  }
}
