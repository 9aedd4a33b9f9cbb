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

  /**
   * Signs out, and returns what the session held until now: at once in memory, then in the store,
   * which may take its time.
   */
  Optional<Credential> signOut() {
    SignOut signOut = end();
    return signOut == null ? Optional.empty() : signOut.store();
  }

  /** Signs out in memory, without any I/O; returns null if that is decided already. */
  @Nullable SignOut end() {
    Epoch epoch = new Epoch(state.nextDecision(state.now().epoch().number));
    Snapshot now;
    boolean asks = false;
    do {
      now = state.now();
      if (now.epoch().number > epoch.number) {
        // A sign-in that began after this sign-out has been quicker, and it is the later decision.
        return null;
      }
      if (now.generation() != null && !coordinator.renewal.signsItselfIn()) {
        // Before anybody can see the epoch: this is the reason, and not a call that comes next.
        asks |= epoch.askForSignIn();
      }
    } while (!state.replace(now, now.decided(epoch, null)));
    Announcer.News news = announcer.news();
    freeWaiters(now);
    return new SignOut(epoch, now, asks, news);
  }

  /** A sign-out that is in force here, and is still to be stored and told. */
  final class SignOut {
    private final Epoch epoch;
    private final Snapshot before;
    private final boolean asks;
    private final Announcer.News news;

    private SignOut(Epoch epoch, Snapshot before, boolean asks, Announcer.News news) {
      this.epoch = epoch;
      this.before = before;
      this.asks = asks;
      this.news = news;
    }

    /** Stores it, and returns what the session held. */
    Optional<Credential> store() {
      Generation generation = before.generation();
      Credential held = generation == null ? null : generation.credential();
      try {
        if (persistence != null) {
          Credential stored = bury(persistence);
          held = before.loaded() ? held : stored;
        }
      } catch (StoreUnavailableException e) {
        news.notStored(e);
      } finally {
        if (held != null) {
          news.signedOut();
          if (asks || (!coordinator.renewal.signsItselfIn() && epoch.askForSignIn())) {
            news.signInNeeded(SignInReason.SIGNED_OUT);
          }
        }
        news.run();
      }
      return Optional.ofNullable(held);
    }

    /** Puts a tombstone over what the store holds, and returns what that was. */
    private @Nullable Credential bury(Persistence persistence) {
      StoredSession stored = StoredSession.ABSENT;
      long number = epoch.number;
      try {
        stored = persistence.load();
        if (stored.epoch() >= number) {
          number = state.nextDecision(stored.epoch());
        }
      } finally {
        // Where it cannot be read it is not written either, but owed.
        persistence.write(
            new StoredSession(number, Math.max(before.lastNumber(), stored.generation()), null));
      }
      return stored.credential();
    }
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
