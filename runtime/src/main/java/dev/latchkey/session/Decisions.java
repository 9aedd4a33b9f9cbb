package dev.latchkey.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in: sign-ins and sign-outs, each of which begins an epoch.
 *
 * <p>They are numbered when they begin, and the one that began last decides, in memory and in the
 * store alike, whichever is done first: of two logins, the server may have ended the session of the
 * earlier one when it answered the later.
 */
final class Decisions {
  private final RefreshCoordinator coordinator;
  private final SessionState state;
  private final @Nullable Persistence persistence;
  private final Announcer announcer;

  Decisions(RefreshCoordinator coordinator) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
    this.persistence = coordinator.state.persistence;
    this.announcer = coordinator.announcer;
  }

  /** Begins a sign-in. */
  SignInAttempt begin() {
    // The login that a session signs itself in with is part of a flight, which commits what it
    // brings.
    boolean withinFlight = coordinator.isFlightThread();
    return new SignInAttempt(withinFlight ? null : this, withinFlight ? 0 : next(), state.millis());
  }

  void signIn(long number, long askedAtMillis, Credential credential) {
    Credential resolved = credential.resolvedFrom(askedAtMillis);
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        long generation = state.now().lastNumber() + 1;
        if (!persistence.write(new StoredSession(number, generation, resolved))) {
          throw superseded();
        }
      } catch (StoreUnavailableException e) {
        notStored = e;
      }
    }
    Epoch epoch = new Epoch(number);
    Snapshot now;
    Snapshot next;
    do {
      now = state.now();
      if (now.epoch().number > number) {
        throw superseded();
      }
      next =
          now.decided(epoch, coordinator.generation(epoch, now.lastNumber() + 1, resolved, null));
    } while (!state.replace(now, next));
    freeWaiters(now);
    announcer.news().notStored(notStored).signedIn().run();
  }

  /** Signs out, and returns what the session held until now. */
  Optional<Credential> signOut() {
    long number = next();
    Epoch epoch = new Epoch(number);
    Snapshot now;
    do {
      now = state.now();
      if (now.epoch().number > number) {
        // A sign-in that began after this sign-out has been quicker, and it is the later decision.
        return Optional.empty();
      }
    } while (!state.replace(now, now.decided(epoch, null)));
    Announcer.News news = announcer.news();
    freeWaiters(now);
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        persistence.write(new StoredSession(number, now.lastNumber(), null));
      } catch (StoreUnavailableException e) {
        notStored = e;
      }
    }
    news.notStored(notStored);
    Generation held = now.generation();
    if (held != null) {
      news.signedOut();
      if (!coordinator.renewal.signsItselfIn() && epoch.askForSignIn()) {
        news.signInNeeded(SignInReason.SIGNED_OUT);
      }
    }
    news.run();
    return Optional.ofNullable(held).map(Generation::credential);
  }

  /**
   * Returns the number of a decision that begins now, later than all that are known here or stored.
   */
  private long next() {
    long here = coordinator.loaded().epoch().number;
    return state.nextDecision(Math.max(here, storedEpoch()));
  }

  private long storedEpoch() {
    try {
      return persistence == null ? 0 : persistence.load().epoch();
    } catch (StoreUnavailableException e) {
      return 0;
    }
  }

  /** Those who wait for a flight of the epoch that has ended need not wait for its landing. */
  private static void freeWaiters(Snapshot before) {
    Flight flight = before.flight();
    if (flight != null) {
      flight.release();
    }
  }

  private static SignInSupersededException superseded() {
    return new SignInSupersededException(
        "Another sign-in, or a sign-out, began after this one and has decided who is signed in.",
        null);
  }
}
