package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One caller's way to a generation that it can use, whether its thread waits or a future does: it
 * looks, names the one thing that has to happen first, and looks again when that has happened.
 *
 * <p>Who has waited for a flight trusts nothing but the snapshot. A generation newer than the one
 * that would not do is the answer, whoever brought it; another epoch means that somebody signed in
 * or out; only when nothing has moved is the flight's failure the answer. No outcome is handed over
 * as a value, so none can be outdated when it arrives. Confined to one thread at a time.
 */
final class Pursuit {
  /** Stands for the endpoint of a call that has not been sent yet. */
  private static final Object UNSENT = new Object();

  private final RefreshCoordinator coordinator;
  private final SessionState state;
  private final Object endpoint;

  /** How long its caller waits at the most. */
  private Duration patience;

  private boolean asksForSignIn = true;

  /** Why it needs another generation; null until that is known. */
  private RefreshEvent.@Nullable Trigger trigger;

  /** The epoch in which the call began, or null until the store has been read. */
  private @Nullable Epoch epoch;

  /** The generation that will not do. */
  private @Nullable Generation outworn;

  private Lookout.@Nullable Reading reading;
  private @Nullable Flight flown;
  private @Nullable Flight own;
  private @Nullable Probe probe;
  private @Nullable Generation reached;

  private Pursuit(
      RefreshCoordinator coordinator, Object endpoint, RefreshEvent.@Nullable Trigger trigger) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
    this.endpoint = endpoint;
    this.trigger = trigger;
    this.patience = coordinator.state.policy.maxWait;
  }

  /** To what a call may carry now. */
  static Pursuit ofCurrent(RefreshCoordinator coordinator) {
    return new Pursuit(coordinator, UNSENT, null);
  }

  /** To the successor of what the session holds, because the application wants it. */
  static Pursuit ofNewest(RefreshCoordinator coordinator) {
    return new Pursuit(coordinator, UNSENT, RefreshEvent.Trigger.REQUESTED);
  }

  /** To the successor of what an endpoint has rejected. */
  static Pursuit ofSuccessor(RefreshCoordinator coordinator, Generation rejected, Object endpoint) {
    Pursuit pursuit = new Pursuit(coordinator, endpoint, RefreshEvent.Trigger.REJECTED);
    pursuit.epoch = rejected.epoch;
    pursuit.outworn = rejected;
    return pursuit;
  }

  /** Lets its caller wait no longer than this, nor than the policy allows. */
  Pursuit within(Duration limit) {
    patience = state.policy.noLongerThan(limit);
    return this;
  }

  Duration patience() {
    return patience;
  }

  /** Lets nobody be asked to sign in for this caller, who can do without. */
  Pursuit askingNobody() {
    asksForSignIn = false;
    return this;
  }

  /**
   * Returns what has to happen first, or null when there is a generation to return.
   *
   * @throws LatchkeyException if there will be none for this caller
   * @throws IllegalStateException if it is the refresher that asks
   */
  @Nullable CompletableFuture<?> advance() {
    if (epoch == null) {
      coordinator.refuseReentry();
      CompletableFuture<?> unread = storeToBeRead();
      if (unread != null) {
        return unread;
      }
      begin(state.now());
    } else if (flown == null && probe == null) {
      coordinator.refuseReentry();
      goBackAsItIs();
    }
    return reached == null ? follow() : null;
  }

  Generation reached() {
    if (reached == null) {
      throw new IllegalStateException("Nothing has been reached.");
    }
    return reached;
  }

  /** Says that the caller had gone before it was given what it waited for. */
  void reachedInVain() {
    if (reached != null) {
      reached.unanswered(endpoint);
    }
  }

  /** Says that the caller waits no longer. */
  void leave() {
    if (probe != null) {
      probe.leave(endpoint);
      probe = null;
    }
  }

  private @Nullable CompletableFuture<?> storeToBeRead() {
    Lookout lookout = coordinator.lookout;
    if (lookout == null) {
      return null;
    }
    if (reading != null) {
      lookout.requireRead(reading);
      return null; // once is enough, however often one is due
    }
    reading = lookout.toBeRead();
    return reading;
  }

  private void begin(Snapshot now) {
    epoch = now.epoch();
    Generation held = now.generation();
    if (trigger == RefreshEvent.Trigger.REQUESTED) {
      if (held != null && state.fixed) {
        reached = held;
      } else if (held != null && coordinator.renewal.isOutOfTheQuestion()) {
        throw new MisconfiguredException(
            "The session has no refresher, so it keeps what it holds. Give it one with"
                + " refreshWith.",
            "no_refresher",
            null);
      }
      outworn = held;
      return;
    }
    if (held == null) {
      trigger = RefreshEvent.Trigger.SIGN_IN;
      return;
    }
    long millis = state.millis();
    Flight flight = now.flight();
    if (millis >= held.credential().expiresAtMillis()) {
      trigger = RefreshEvent.Trigger.EXPIRED;
      outworn = held;
    } else if (flight != null && flight.awaited && flight.replaces == held) {
      trigger = flight.trigger;
      outworn = held;
    } else {
      if (flight == null && millis >= held.staleAtMillis) {
        coordinator.refreshEarly(now, held, millis);
      }
      reached = held;
    }
  }

  /** A rejection that no refresh will help goes back to the caller. */
  private void goBackAsItIs() {
    Generation rejected = outworn;
    if (rejected == null) {
      return;
    }
    if (state.fixed || (state.now().generation() == rejected && isLastWord(rejected))) {
      reached = rejected;
    }
  }

  /** Whether a refresh is not worth it, or impossible, and what is held as good as it was. */
  private boolean isLastWord(Generation rejected) {
    long millis = state.millis();
    boolean provesNothing =
        coordinator.renewal.isOutOfTheQuestion()
            && millis < rejected.credential().expiresAtMillis()
            && !rejected.epoch.isTellingFrom(endpoint);
    return provesNothing || rejected.epoch.isQuarantined(endpoint, millis);
  }

  private @Nullable CompletableFuture<?> follow() {
    while (true) {
      Snapshot now = state.now();
      Epoch begun = epoch;
      if (begun == null || now.epoch() != begun) {
        throw new SessionEndedException(
            now.generation() == null
                ? "Somebody signed out while the call was under way, here or in another process,"
                    + " and it is not sent. Sign in, and repeat it if it should be."
                : "Somebody signed in while the call was under way, and it is not sent for whoever"
                    + " is signed in now. Repeat it if it should be.",
            null);
      }
      Generation held = now.generation();
      if (held != null && held != outworn) {
        return admit(held);
      }
      if (held == null && !coordinator.renewal.signsItselfIn()) {
        throw notSignedIn(now);
      }
      CoolDown failure = flown == null ? null : flown.failure;
      if (failure != null) {
        throw failure.toException(state.millis());
      }
      if (flown != null && flown == own) {
        throw new RefreshFailedException(
            "The refresh broke off without an outcome. The session is kept; try again.",
            "broken",
            null);
      }
      RefreshEvent.Trigger why = trigger == null ? RefreshEvent.Trigger.EXPIRED : trigger;
      Flight flight = now.flight();
      if (flight == null) {
        refuseWhileNoneIsAllowed(now);
        flight = new Flight(begun, held, why);
        if (!state.replace(now, now.tookOff(flight))) {
          continue;
        }
        own = flight;
        flight.join(why);
        coordinator.launch(flight);
      } else {
        flight.join(why);
      }
      flown = flight;
      return flight.landing;
    }
  }

  /** Lets who has waited go, one before the others if the policy says so. */
  private @Nullable CompletableFuture<?> admit(Generation successor) {
    // A call that has not been sent yet, or is none, would take a turn and report nothing of it.
    Probe asked = flown == null || endpoint == UNSENT ? null : successor.probe;
    boolean again = asked != null && asked == probe;
    if (!again) {
      leave();
    }
    if (asked != null && outworn != null && asked.isRejectedBy(endpoint)) {
      leave();
      reached = outworn; // its rejection goes back: the endpoint has rejected the successor as well
      return null;
    }
    CompletableFuture<Void> turn = asked == null ? null : asked.admit(endpoint, again);
    probe = turn == null ? null : asked;
    if (turn == null) {
      reached = successor;
    }
    return turn;
  }

  private void refuseWhileNoneIsAllowed(Snapshot now) {
    long millis = state.millis();
    CoolDown coolDown = now.coolDown();
    if (coolDown != null && !coolDown.isOver(millis)) {
      throw coolDown.toException(millis);
    }
    CoolDown overdue = coordinator.overdue();
    if (overdue != null) {
      throw overdue.toException(millis);
    }
  }

  private LatchkeyException notSignedIn(Snapshot now) {
    SessionEnd end = now.end();
    if (end != null) {
      return end.toException(state.millis());
    }
    if (asksForSignIn && now.epoch().askForSignIn()) {
      coordinator.announcer.news().signInNeeded(SignInReason.NOT_SIGNED_IN).run();
    }
    return new NotSignedInException(
        "Nobody is signed in, so nothing was sent. Sign in first.", null);
  }
}
