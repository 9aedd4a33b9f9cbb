package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one credential current. However many callers find it expired or rejected, one flight
 * replaces it, and the others share what that brings, be it the successor or the failure.
 */
final class RefreshCoordinator {
  /*
   * Concurrency
   * -----------
   * All state is one immutable Snapshot behind one atomic reference. Two things decide who
   * refreshes:
   *
   *  - The slot, Snapshot.flight, elects. Who puts a flight into the empty slot hands it to the
   *    executor; everybody else finds it there and waits for its landing. A step that changes the
   *    epoch empties the slot, and so does the flight that brings the successor. So a flight in
   *    the slot replaces the generation beside it, unless a look has met a newer one in the store:
   *    the flight finds that out when it has the permit, and asks nobody.
   *
   *  - The permit, leadership, holds. It is taken on the flight's thread before anybody is asked,
   *    and released when the refresher has really ended, after its successor is published. The
   *    slot may be emptied before that, by a sign-out or by the flight's deadline; the next flight
   *    then waits for the permit, on its own thread, and looks again before it asks. So a
   *    refresher that hangs is never joined by a second one, and no refresh token is read while
   *    its successor is on the way. A refresher that answers by a future gives the flight's thread
   *    back meanwhile: another thread lands it, and releases the permit, as a semaphore allows.
   *
   * A landing goes: store; publish and empty the slot in one step; give back the lease, if other
   * processes share the store; release the permit; complete those who wait; tell the listeners.
   * While the permit is held nothing runs that is not ours, but for the refresher and the store.
   *
   * How those who wait find their answer is the Pursuit's.
   */
  final SessionState state;
  final Renewal renewal;
  final Announcer announcer;

  /** Looks into the store, if there is one. */
  final @Nullable Lookout lookout;

  private final Semaphore leadership = new Semaphore(1);
  private volatile Farewell farewell;

  /** The flight that holds the permit. */
  private volatile @Nullable Flight running;

  RefreshCoordinator(SessionState state, Renewal renewal, Farewell farewell, Announcer announcer) {
    this.state = state;
    this.renewal = renewal;
    this.farewell = farewell;
    this.announcer = announcer;
    Persistence persistence = state.persistence;
    this.lookout = persistence == null ? null : new Lookout(this, persistence);
    if (persistence != null && lookout != null) {
      Timer timer = state.environment.timer();
      persistence.whenBehind(new Debt(persistence, timer, state.policy.leaseTime()));
    }
  }

  Farewell farewell() {
    return farewell;
  }

  synchronized void signOutWith(Consumer<? super Credential> server) {
    farewell = farewell.toldWith(server);
  }

  // What a call may carry

  Generation current(Duration atMost) {
    Generation fresh = fresh();
    return fresh == null ? await(Pursuit.ofCurrent(this).within(atMost)) : fresh;
  }

  /** Returns what a call may carry now, or null instead of saying that nobody is signed in. */
  @Nullable Generation currentOrNull(Duration atMost) {
    Generation fresh = fresh();
    if (fresh != null) {
      return fresh;
    }
    try {
      return await(Pursuit.ofCurrent(this).within(atMost).askingNobody());
    } catch (NotSignedInException e) {
      return null; // as whoever may send it bare wants it
    }
  }

  CompletableFuture<Generation> currentAsync() {
    return neverNull(currentOrNullAsync(state.policy.maxWait, false));
  }

  /** Promises what a call may carry now, or null instead of saying that nobody is signed in. */
  CompletableFuture<@Nullable Generation> currentOrNullAsync(Duration atMost, boolean orNull) {
    @Nullable Generation fresh = fresh();
    if (fresh != null) {
      return CompletableFuture.<@Nullable Generation>completedFuture(fresh);
    }
    Pursuit pursuit = Pursuit.ofCurrent(this).within(atMost);
    return new Promise(this, orNull ? pursuit.askingNobody() : pursuit, orNull).begin();
  }

  private @Nullable Generation fresh() {
    Snapshot now = state.now();
    Generation held = now.generation();
    // One volatile read, and one look at the clock if it matters. Should the generation be replaced
    // right after, it was fresh all the same, and a rejection would tell.
    if (held == null) {
      return null;
    }
    if (lookout != null) {
      // Also where the call will fail: another process may have done by now what this one cannot.
      lookout.lookIfDue();
    }
    return now.flight() != null || isStale(held) ? null : held;
  }

  /** A look at the clock costs more than all the rest, so it is not made for nothing. */
  private boolean isStale(Generation held) {
    return held.staleAtMillis != Long.MAX_VALUE && state.millis() >= held.staleAtMillis;
  }

  /** Waits on the caller's thread until there is a generation for it. */
  Generation await(Pursuit pursuit) {
    Patience patience = Patience.of(pursuit.patience());
    try {
      CompletableFuture<?> next = pursuit.advance();
      while (next != null) {
        patience.await(next);
        next = pursuit.advance();
      }
      return pursuit.reached();
    } finally {
      pursuit.leave();
    }
  }

  /** Promises a generation without a thread that waits for it. */
  CompletableFuture<Generation> promise(Pursuit pursuit) {
    return neverNull(new Promise(this, pursuit, false).begin());
  }

  @SuppressWarnings("NullAway") // a promise keeps to a generation unless it is told otherwise
  private static CompletableFuture<Generation> neverNull(
      CompletableFuture<@Nullable Generation> promise) {
    return promise;
  }

  /**
   * Returns the snapshot, after the store has been read, by one thread for all who need it.
   *
   * @throws StoreUnavailableException if the store cannot be read
   * @throws WaitAbandonedException if the caller is interrupted or runs out of time
   */
  Snapshot loaded() {
    return loaded(state.policy.maxWait);
  }

  Snapshot loaded(Duration atMost) {
    Lookout.Reading reading = lookout == null ? null : lookout.toBeRead();
    if (lookout != null && reading != null) {
      Patience.of(state.policy.noLongerThan(atMost)).await(reading);
      lookout.requireRead(reading);
    }
    return state.now();
  }

  /** The same on a thread that is there to ask the store, and reads by itself. */
  Snapshot loadedHere() {
    if (lookout != null) {
      lookout.readHere();
    }
    return state.now();
  }

  /** Returns what those are told who find a refresher running on after its deadline, or null. */
  @Nullable CoolDown overdue() {
    Flight flight = running;
    return flight != null && flight.overdue ? flight.failure : null;
  }

  /** A refresher that needs the session's own credential would wait for itself. */
  void refuseReentry() {
    if (isFlightThread()) {
      throw new IllegalStateException(
          """
          %s called an endpoint of the session that it refreshes, and would wait for itself. Let \
          it call an @Anonymous endpoint, or one of another session.\
          """
              .formatted(renewal.describe()));
    }
  }

  /**
   * Whether a flight holds the permit, so that it may have stored what it has not published. One
   * whose deadline has passed may never end, and publishes nothing if somebody else has; but if its
   * session has expired, it buries what it has stored.
   */
  boolean isFlying() {
    Flight flight = running;
    return flight != null && (!flight.overdue || state.now().end() != null);
  }

  boolean isFlightThread() {
    Flight flight = running;
    return flight != null && flight.runsOnThisThread();
  }

  // Generations

  Generation generation(Epoch epoch, long number, Credential credential, @Nullable Probe probe) {
    long staleAt =
        state.policy.staleAtMillis(
            credential.expiresAtMillis(), state.millis(), state.environment.jitter());
    return new Generation(this, epoch, number, credential, staleAt, probe);
  }

  /** Returns the snapshot of a session whose store holds this. */
  Snapshot found(Snapshot now, StoredSession stored) {
    Epoch epoch = Epoch.found(stored.epoch());
    Credential credential = stored.credential();
    Generation held =
        credential == null
            ? null
            : generation(epoch, stored.generation(), credential, null).found();
    return now.decided(epoch, held).numberedFrom(stored.generation());
  }

  /** Takes over what another process has put into the store, unless somebody here is quicker. */
  boolean meet(Snapshot now, Snapshot next) {
    if (isSignOut(now, next)) {
      // Before anybody can see the epoch: this is the reason, and not a call that comes next.
      boolean unused = next.epoch().askForSignIn();
    }
    return state.replace(now, next);
  }

  private static boolean isSignOut(Snapshot before, Snapshot after) {
    return before.generation() != null && after.generation() == null;
  }

  /** Adds what is to be said of what has been taken over, if that is a sign-out. */
  Announcer.News met(Snapshot before, Snapshot after, Announcer.News news) {
    if (!isSignOut(before, after)) {
      return news;
    }
    news.signedOut();
    return renewal.signsItselfIn() ? news : news.signInNeeded(SignInReason.SIGNED_OUT);
  }

  // A flight, from take-off to landing

  void refreshEarly(Snapshot now, Generation held, long millis) {
    CoolDown coolDown = now.coolDown();
    boolean coolingDown = coolDown != null && !coolDown.isOver(millis);
    if (state.fixed || coolingDown || overdue() != null || !renewal.isPossibleEarly(held)) {
      return;
    }
    Flight flight = new Flight(now.epoch(), held, RefreshEvent.Trigger.STALE);
    if (state.replace(now, now.tookOff(flight))) {
      launch(flight);
    }
  }

  void launch(Flight flight) {
    try {
      // The refresher has its time to itself; before that another process may refresh.
      Duration limit =
          lookout == null
              ? state.policy.timeout
              : state.policy.timeout.plus(state.policy.leaseTime());
      flight.landWithin(limit, state.environment.timer(), () -> endWaiting(flight));
      state.environment.executor().execute(() -> fly(flight));
    } catch (Throwable e) {
      // Whoever takes the slot gives it back, also when the executor has no thread, or no memory.
      finish(flight, broken(flight, "The executor gave it no thread: ", e));
    }
  }

  private void fly(Flight flight) {
    boolean holds = false;
    Runnable news = () -> {};
    try {
      // Waits only while a flight that a sign-out or its deadline has cut off is still ending.
      holds = takePermit();
      if (!holds) {
        news = new Landings(this).fail(flight, tooLong(flight));
      }
    } catch (Throwable e) {
      news = broken(flight, "The flight broke: ", e);
    } finally {
      if (holds) {
        holding(flight, this::depart);
      } else {
        finish(flight, news);
      }
    }
  }

  private boolean takePermit() throws InterruptedException {
    Duration timeout = state.policy.timeout;
    if (timeout.equals(RefreshPolicy.FOREVER)) {
      leadership.acquire();
      return true;
    }
    return leadership.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Says that of all processes this flight may ask, and has from now on all of its time; returns
   * false if the process ends before it could land.
   */
  boolean leased(Flight flight, Lease lease) {
    return flight.leased(
        lease, state.policy.timeout, state.environment.timer(), () -> endWaiting(flight));
  }

  /** Asks for the successor, unless another flight was quicker, or somebody has signed out. */
  private @Nullable Runnable depart(Flight flight) {
    if (isOutdated(flight)) {
      return () -> {};
    }
    Persistence persistence = state.persistence;
    Renewal.Result settled =
        persistence == null || lookout == null
            ? null
            : new Claim(this, persistence, lookout).settle(flight);
    if (settled == null && isOutdated(flight)) {
      return () -> {}; // while it waited for the lease
    }
    CompletableFuture<Renewal.Result> asked =
        settled == null ? renewal.ask(flight) : CompletableFuture.completedFuture(settled);
    if (asked.isDone()) {
      return arrive(flight, asked.join());
    }
    CompletableFuture<Renewal.Result> unused =
        asked.whenComplete(
            (answered, none) ->
                // Not on the executor, where the next flight may hold the only thread, and wait for
                // the permit that this one gives back.
                FlightThreads.land(() -> holding(flight, later -> arrive(later, answered))));
    return null;
  }

  /** Whether another flight was quicker, somebody has decided, or the time is over. */
  private boolean isOutdated(Flight flight) {
    Snapshot now = state.now();
    return now.flight() != flight || now.generation() != flight.replaces;
  }

  private Runnable arrive(Flight flight, Renewal.Result answered) {
    return new Landings(this).land(flight, renewal.settled(flight, answered));
  }

  /** A part of a flight that one thread makes; returns its news, or null if it has not landed. */
  @FunctionalInterface
  private interface Leg {
    @Nullable Runnable fly(Flight flight);
  }

  /** Makes a part of a flight that has the permit, and gives the permit back if it has landed. */
  private void holding(Flight flight, Leg leg) {
    Runnable news = () -> {};
    try {
      running = flight;
      flight.begins();
      news = leg.fly(flight);
    } catch (Throwable e) {
      news = broken(flight, "The flight broke: ", e);
    } finally {
      flight.leavesThread();
      if (news != null) {
        land(flight, news);
      }
    }
  }

  /** In this order: who is told that a flight has landed may end the process. */
  private void land(Flight flight, Runnable news) {
    try {
      if (state.persistence != null) {
        flight.returnLease(state.persistence);
      }
    } finally {
      running = null;
      leadership.release();
      finish(flight, news);
    }
  }

  private Runnable broken(Flight flight, String how, Throwable e) {
    String name = e.getClass().getSimpleName();
    return new Landings(this).fail(flight, new RefreshFailedException(how + name + ".", name, e));
  }

  private void finish(Flight flight, Runnable news) {
    try {
      state.vacate(flight);
      flight.land();
    } finally {
      news.run();
    }
  }

  /** The deadline: it ends the waiting, not the refresher, which keeps the permit until it ends. */
  private void endWaiting(Flight flight) {
    Exception why = tooLong(flight);
    Landings landings = new Landings(this);
    flight.failure = landings.coolDown(flight, why, state.now());
    flight.overdue = true;
    Runnable news = landings.coolDown(flight, why);
    try {
      finish(flight, news == null ? () -> {} : news);
    } finally {
      flight.cutOff(); // last, for what aborts the exchange may block, and nobody waits for that
    }
  }

  private Exception tooLong(Flight flight) {
    String waiting = flight.waitsFor;
    if (waiting != null) {
      return new RefreshFailedException(waiting, "lease", null);
    }
    return new RefreshFailedException(
        "%s has been running for more than %s."
            .formatted(renewal.describe(), Wording.time(state.policy.timeout.toMillis())),
        "timeout",
        null);
  }
}
