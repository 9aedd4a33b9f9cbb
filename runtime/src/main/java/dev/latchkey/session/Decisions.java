package dev.latchkey.session;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in: sign-ins and sign-outs, each of which begins an epoch.
 *
 * <p>They are numbered when they begin, and the one that began last decides, in memory and in the
 * store alike, whichever is done first: of two logins, the server may have ended the session of the
 * earlier one when it answered the later.
 */
final class Decisions {
  private final SessionState state;
  private final RefreshCoordinator coordinator;
  private final @Nullable Persistence persistence;
  private final InstantSource clock;
  private final Announcer announcer;
  private final boolean signsItselfIn;
  private final AtomicLong begun = new AtomicLong();

  Decisions(
      SessionState state,
      RefreshCoordinator coordinator,
      @Nullable Persistence persistence,
      InstantSource clock,
      Announcer announcer,
      boolean signsItselfIn) {
    this.state = state;
    this.coordinator = coordinator;
    this.persistence = persistence;
    this.clock = clock;
    this.announcer = announcer;
    this.signsItselfIn = signsItselfIn;
  }

  /** Begins a sign-in. */
  SignInAttempt begin() {
    // The login that a session signs itself in with is part of a flight, which commits what it
    // brings.
    boolean withinFlight = coordinator.isFlightThread();
    return new SignInAttempt(withinFlight ? null : this, withinFlight ? 0 : next(), clock.millis());
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
          now.decided(epoch, coordinator.generations().next(epoch, now.lastNumber() + 1, resolved));
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
      if (!signsItselfIn && epoch.askForSignIn()) {
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
    long here = state.loaded(coordinator.generations(), coordinator.patience()).epoch().number;
    long known = Math.max(here, storedEpoch());
    return begun.updateAndGet(last -> Math.max(last, known) + 1);
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
