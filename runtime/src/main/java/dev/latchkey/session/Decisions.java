package dev.latchkey.session;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in: sign-ins and sign-outs, each of which begins an epoch.
 *
 * <p>They are numbered when they begin, and the one that began last decides, in memory and in the
 * store alike, whichever is done first: of two logins, the server may have ended the session of the
 * earlier one when it answered the later. Of those that two processes begin at once, the one that
 * their clocks call the later.
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
    return coordinator.isFlightThread()
        ? new SignInAttempt(null, 0, state.millis())
        : begin(coordinator.loaded());
  }

  /** Begins a sign-in that is no part of a flight, on a thread that is there to ask the store. */
  SignInAttempt beginHere() {
    return begin(coordinator.loadedHere());
  }

  private SignInAttempt begin(Snapshot here) {
    return new SignInAttempt(this, next(here), state.millis());
  }

  void signIn(long number, long askedAtMillis, Credential credential) {
    Credential resolved = credential.resolvedFrom(askedAtMillis);
    Epoch epoch = new Epoch(number);
    long generation = 0;
    StoreUnavailableException notStored = null;
    while (true) {
      Snapshot now = state.now();
      if (now.epoch().number() > number) {
        throw superseded();
      }
      if (now.epoch().number() == number && now.epoch().isFound()) {
        // A flight has met it in the store already, and calls have begun in that epoch.
        announcer.news().notStored(notStored).signedIn().run();
        return;
      }
      if (now.lastNumber() >= generation) {
        // Again if a flight has landed meanwhile, so that memory and store number it alike.
        boolean first = generation == 0;
        generation = now.lastNumber() + 1;
        notStored = store(new StoredSession(number, generation, resolved), first);
      } else if (state.replace(
          now, now.decided(epoch, coordinator.generation(epoch, generation, resolved, null)))) {
        // Its place among the events comes first, since those who are freed may sign out at once.
        Announcer.News news = announcer.news().notStored(notStored).signedIn();
        try {
          freeWaiters(now);
        } finally {
          news.run();
        }
        return;
      }
    }
  }

  /** Stores a sign-in, and returns why it could not be, or null. */
  private @Nullable StoreUnavailableException store(StoredSession entry, boolean first) {
    if (persistence == null) {
      return null;
    }
    try {
      if (!persistence.write(entry) && first) {
        throw superseded();
      }
      return null;
    } catch (StoreUnavailableException e) {
      return e;
    }
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
    long number = state.nextDecision(state.now().epoch().number());
    Epoch epoch = new Epoch(number);
    Snapshot now;
    boolean asks = false;
    do {
      now = state.now();
      if (now.epoch().number() > epoch.number()) {
        if (!now.epoch().isFound()) {
          // A sign-in that began after this sign-out has been quicker: it is the later decision.
          return null;
        }
        // What a reading or a flight has found at this moment was in the store before.
        epoch.comesAfter(now.epoch().number());
      }
      if (now.generation() != null && !coordinator.renewal.signsItselfIn()) {
        // Before anybody can see the epoch: this is the reason, and not a call that comes next.
        asks |= epoch.askForSignIn();
      }
    } while (!state.replace(now, now.decided(epoch, null)));
    Announcer.News news = announcer.news();
    freeWaiters(now);
    return new SignOut(number, epoch, now, asks, news);
  }

  /** A sign-out that is in force here, and is still to be stored and told. */
  final class SignOut {
    private final long begun;
    private final long begunNanos = System.nanoTime();
    private final long begunMillis = state.millis();
    private final Epoch epoch;
    private final Snapshot before;
    private final boolean asks;
    private final Announcer.News news;

    /** Whether the store could not be told at once, so that others may have decided since. */
    private volatile boolean isLate;

    private SignOut(long begun, Epoch epoch, Snapshot before, boolean asks, Announcer.News news) {
      this.begun = begun;
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
          StoredSession buried =
              persistence.bury(over(StoredSession.ABSENT, Duration.ZERO), this::over);
          epoch.stored();
          enforce();
          held = before.loaded() || buried == null ? held : buried.credential();
        }
      } catch (StoreUnavailableException e) {
        isLate = true;
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

    /** Returns how long ago it began: one clock stands still while a system sleeps. */
    private Duration passed() {
      Duration ran = Duration.ofNanos(System.nanoTime() - begunNanos);
      Duration read = Duration.ofMillis(state.millis() - begunMillis);
      return ran.compareTo(read) > 0 ? ran : read;
    }

    /** Whether it was not known who was signed in. */
    boolean isBlind() {
      return !before.loaded();
    }

    /** A look may have met what the store held before, and the tombstone is over that now. */
    private void enforce() {
      Snapshot now;
      do {
        now = state.now();
        if (!now.epoch().isFound() || now.epoch().number() >= epoch.number()) {
          return;
        }
      } while (!state.replace(now, now.decided(epoch, null)));
      freeWaiters(now);
    }

    /**
     * Returns the tombstone to be put over what the store holds. It comes after that, whoever wrote
     * it, unless somebody has begun to sign in here since: then what is stored is perhaps theirs,
     * and {@link #next} has put this sign-out in its place. Once the store has been away, it also
     * has to have been there before: what was written since is perhaps a sign-in elsewhere.
     */
    private StoredSession over(StoredSession stored, Duration age) {
      boolean wasThere = !isLate || age.compareTo(passed()) >= 0;
      if (stored.epoch() >= epoch.number() && state.isLastBegun(begun) && wasThere) {
        epoch.comesAfter(stored.epoch());
      }
      state.numberFrom(epoch, stored.generation());
      long last = Math.max(before.lastNumber(), stored.generation());
      return new StoredSession(epoch.number(), last, null);
    }
  }

  /**
   * Returns the number of a decision that begins now, later than all that are known here or stored.
   */
  private long next(Snapshot here) {
    Epoch epoch = here.epoch();
    long stored = storedEpoch();
    if (stored >= epoch.number() && here.isSignedOut() && !epoch.isFound() && !epoch.isStored()) {
      // A sign-out that is on its way to the store came after what is there, and before this.
      epoch.comesAfter(stored);
    }
    return state.nextDecision(Math.max(epoch.number(), stored));
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
