package dev.latchkey.session;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
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
   *    the slot replaces the generation beside it; should another have been quicker, it finds that
   *    out when it has the permit, and asks nobody.
   *
   *  - The permit, leadership, holds. It is taken on the flight's thread before anybody is asked,
   *    and released when the refresher has really ended, after its successor is published. The
   *    slot may be emptied before that, by a sign-out or by the flight's deadline; the next flight
   *    then waits for the permit, on its own thread, and looks again before it asks. So a
   *    refresher that hangs is never joined by a second one, and no refresh token is read while
   *    its successor is on the way.
   *
   * A landing goes: store; publish and empty the slot in one step; release the permit; complete
   * those who wait; tell the listeners. While the permit is held nothing runs that is not ours,
   * but for the refresher and the store.
   *
   * Who has waited looks at the snapshot again. A generation newer than the one that would not do
   * is the answer, whoever brought it; another epoch means that somebody signed in or out; only
   * when nothing has moved is the flight's failure the answer. No outcome is handed over as a
   * value, so none can be outdated when it arrives.
   */
  private final SessionState state;
  private final Semaphore leadership = new Semaphore(1);

  /** The flight that holds the permit. */
  private volatile @Nullable Flight running;

  private final Renewal renewal;
  private final Landings landings;
  private final Generations generations;
  private final RefreshPolicy policy;
  private final InstantSource clock;
  private final Executor executor;
  private final Timer timer;
  private final DoubleSupplier jitter;
  private final Announcer announcer;

  /** Whether the credential is carried for ever, whatever servers say of it. */
  private final boolean fixed;

  RefreshCoordinator(
      SessionState state,
      Renewal renewal,
      @Nullable Persistence persistence,
      RefreshPolicy policy,
      InstantSource clock,
      Executor executor,
      Timer timer,
      DoubleSupplier jitter,
      Announcer announcer,
      Farewell farewell,
      boolean fixed) {
    this.state = state;
    this.renewal = renewal;
    this.generations = new Generations(this, policy, clock, jitter);
    this.landings =
        new Landings(state, generations, persistence, policy, clock, jitter, announcer, farewell);
    this.policy = policy;
    this.clock = clock;
    this.executor = executor;
    this.timer = timer;
    this.jitter = jitter;
    this.announcer = announcer;
    this.fixed = fixed;
  }

  // What a call may carry

  Generation current() {
    Snapshot now = state.now();
    Generation held = now.generation();
    // One volatile read and one look at the clock. Should the generation be replaced right after,
    // it was fresh all the same, and a rejection would tell.
    if (held != null && now.flight() == null && clock.millis() < held.staleAtMillis) {
      return held;
    }
    return currentUnlessFresh();
  }

  private Generation currentUnlessFresh() {
    refuseReentry();
    Patience patience = patience();
    Snapshot now = state.loaded(generations, patience);
    Generation held = now.generation();
    if (held == null) {
      return successor(now.epoch(), null, RefreshEvent.Trigger.SIGN_IN, patience);
    }
    long millis = clock.millis();
    if (millis >= held.expiresAtMillis) {
      return successor(now.epoch(), held, RefreshEvent.Trigger.EXPIRED, patience);
    }
    Flight flight = now.flight();
    if (flight != null && flight.awaited) {
      return successor(now.epoch(), held, flight.trigger, patience);
    }
    if (flight == null && millis >= held.staleAtMillis) {
      refreshEarly(now, held, millis);
    }
    return held;
  }

  Generation successorOf(Generation rejected) {
    if (fixed) {
      return rejected;
    }
    refuseReentry();
    return successor(rejected.epoch, rejected, RefreshEvent.Trigger.REJECTED, patience());
  }

  Generation refreshNow() {
    refuseReentry();
    Patience patience = patience();
    Snapshot now = state.loaded(generations, patience);
    Generation held = now.generation();
    return fixed && held != null
        ? held
        : successor(now.epoch(), held, RefreshEvent.Trigger.REQUESTED, patience);
  }

  /**
   * Returns the generation of this epoch that follows the one that will not do, whatever the clock
   * says of it, after at most one flight of this caller's own.
   */
  private Generation successor(
      Epoch epoch, @Nullable Generation outworn, RefreshEvent.Trigger trigger, Patience patience) {
    Flight flown = null;
    Flight own = null;
    while (true) {
      Snapshot now = state.now();
      if (now.epoch() != epoch) {
        throw new SessionEndedException(
            "Somebody signed in or out while the call was under way, and it is not sent for whoever"
                + " is signed in now. Repeat it if it should be.",
            null);
      }
      Generation held = now.generation();
      if (held != null && held != outworn) {
        return held;
      }
      if (held == null && !renewal.signsItselfIn()) {
        throw notSignedIn(now);
      }
      CoolDown failure = flown == null ? null : flown.failure;
      if (failure != null) {
        throw failure.toException(clock.millis());
      }
      if (flown != null && flown == own) {
        throw new RefreshFailedException(
            "The refresh broke off without an outcome. The session is kept; try again.",
            "broken",
            null);
      }
      Flight flight = now.flight();
      if (flight == null) {
        refuseWhileNoneIsAllowed(now);
        flight = new Flight(epoch, held, trigger);
        if (!state.replace(now, now.tookOff(flight))) {
          continue;
        }
        own = flight;
        flight.join(trigger);
        launch(flight);
      } else {
        flight.join(trigger);
      }
      patience.await(flight.landing);
      flown = flight;
    }
  }

  Generations generations() {
    return generations;
  }

  Patience patience() {
    return Patience.of(policy.maxWait);
  }

  private void refuseWhileNoneIsAllowed(Snapshot now) {
    long millis = clock.millis();
    CoolDown coolDown = now.coolDown();
    if (coolDown != null && !coolDown.isOver(millis)) {
      throw coolDown.toException(millis);
    }
    CoolDown overdue = overdue();
    if (overdue != null) {
      throw overdue.toException(millis);
    }
  }

  /** Returns what those are told who find a refresher running on after its deadline, or null. */
  private @Nullable CoolDown overdue() {
    Flight flight = running;
    return flight != null && flight.overdue ? flight.failure : null;
  }

  /** A refresher that needs the session's own credential would wait for itself. */
  private void refuseReentry() {
    if (isFlightThread()) {
      throw new IllegalStateException(
          """
          %s called an endpoint of the session that it refreshes, and would wait for itself. Let \
          it call an @Anonymous endpoint, or one of another session.\
          """
              .formatted(renewal.describe()));
    }
  }

  boolean isFlightThread() {
    Flight flight = running;
    return flight != null && flight.runsOnThisThread();
  }

  private LatchkeyException notSignedIn(Snapshot now) {
    SessionEnd end = now.end();
    if (end != null) {
      return end.toException(clock.millis());
    }
    if (now.epoch().askForSignIn()) {
      announcer.news().signInNeeded(SignInReason.NOT_SIGNED_IN).run();
    }
    return new NotSignedInException(
        "Nobody is signed in, so nothing was sent. Sign in first.", null);
  }

  // A flight, from take-off to landing

  private void refreshEarly(Snapshot now, Generation held, long millis) {
    CoolDown coolDown = now.coolDown();
    boolean coolingDown = coolDown != null && !coolDown.isOver(millis);
    if (fixed || coolingDown || overdue() != null || !renewal.isPossibleEarly(held)) {
      return;
    }
    Flight flight = new Flight(now.epoch(), held, RefreshEvent.Trigger.STALE);
    if (state.replace(now, now.tookOff(flight))) {
      launch(flight);
    }
  }

  private void launch(Flight flight) {
    try {
      flight.landWithin(policy.timeout, timer, () -> endWaiting(flight));
      executor.execute(() -> fly(flight));
    } catch (Throwable e) {
      // Whoever takes the slot gives it back, also when the executor has no thread, or no memory.
      String name = e.getClass().getSimpleName();
      finish(
          flight,
          landings.fail(
              flight,
              new RefreshFailedException(
                  "The executor gave it no thread: " + name + ".", name, e)));
    }
  }

  private void fly(Flight flight) {
    Runnable news = () -> {};
    try {
      // Waits only while a flight that a sign-out or its deadline has cut off is still ending.
      if (!takePermit()) {
        news = landings.fail(flight, tooLong());
        return;
      }
      try {
        running = flight;
        flight.begins();
        Snapshot now = state.now();
        if (now.flight() == flight && now.generation() == flight.replaces) {
          news = landings.land(flight, renewal.renew(flight));
        }
      } finally {
        flight.ends();
        running = null;
        leadership.release();
      }
    } catch (Throwable e) {
      String name = e.getClass().getSimpleName();
      news =
          landings.fail(
              flight, new RefreshFailedException("The flight broke: " + name + ".", name, e));
    } finally {
      finish(flight, news);
    }
  }

  private boolean takePermit() throws InterruptedException {
    if (policy.timeout.equals(RefreshPolicy.FOREVER)) {
      leadership.acquire();
      return true;
    }
    return leadership.tryAcquire(policy.timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void finish(Flight flight, Runnable news) {
    state.vacate(flight);
    flight.land();
    news.run();
  }

  /** The deadline: it ends the waiting, not the refresher, which keeps the permit until it ends. */
  private void endWaiting(Flight flight) {
    Exception why = tooLong();
    flight.failure =
        CoolDown.after(why, state.now().coolDown(), policy, clock.millis(), jitter).of(flight);
    flight.overdue = true;
    Runnable news = landings.fail(flight, why);
    flight.interrupt();
    finish(flight, news);
  }

  private Exception tooLong() {
    return new RefreshFailedException(
        "%s has been running for more than %s."
            .formatted(renewal.describe(), Wording.time(policy.timeout.toMillis())),
        "timeout",
        null);
  }
}
