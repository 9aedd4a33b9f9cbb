package dev.latchkey.session;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the result of a flight does to the session. Each method changes the state while the permit
 * is held, compares before it does, and returns what is to be said of it once the permit is back
 * and those who waited have their answers.
 */
final class Landings {
  private final SessionState state;
  private final Generations generations;
  private final @Nullable Persistence persistence;
  private final RefreshPolicy policy;
  private final InstantSource clock;
  private final DoubleSupplier jitter;
  private final Announcer announcer;
  private final Farewell farewell;

  Landings(
      SessionState state,
      Generations generations,
      @Nullable Persistence persistence,
      RefreshPolicy policy,
      InstantSource clock,
      DoubleSupplier jitter,
      Announcer announcer,
      Farewell farewell) {
    this.state = state;
    this.generations = generations;
    this.persistence = persistence;
    this.policy = policy;
    this.clock = clock;
    this.jitter = jitter;
    this.announcer = announcer;
    this.farewell = farewell;
  }

  /** Publishes what a flight brings. */
  Runnable land(Flight flight, Renewal.Result result) {
    if (result instanceof Renewal.Brought brought) {
      Credential successor = brought.credential().resolvedFrom(brought.askedAtMillis());
      return commit(flight, successor);
    }
    if (result instanceof Renewal.Adopted adopted) {
      return adopt(flight, adopted.stored());
    }
    if (result instanceof Renewal.Refused refused) {
      return expire(flight, refused.why());
    }
    return fail(flight, ((Renewal.Failed) result).why());
  }

  private Runnable commit(Flight flight, Credential credential) {
    // Only a decision changes the number beside us, and that makes the commit fail anyway.
    long number = state.now().lastNumber() + 1;
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        if (!persistence.write(new StoredSession(flight.epoch.number, number, credential))) {
          Runnable news = adopt(flight, persistence.load());
          return () -> {
            farewell.tell(credential);
            news.run();
          };
        }
      } catch (StoreUnavailableException e) {
        // Published all the same: the server has spent the predecessor, and holding the successor
        // back
        // would only lose it.
        notStored = e;
      }
    }
    if (!publish(flight, flight.epoch, number, credential)) {
      // A sign-in or a sign-out came first. The server need not keep what nobody will use.
      return () -> farewell.tell(credential);
    }
    StoreUnavailableException behind = notStored;
    RefreshEvent event = flight.event(false);
    return () -> {
      if (behind != null) {
        announcer.notStored(behind);
      }
      announcer.refreshed(event);
    };
  }

  /** Takes over what another process has put into the store: a successor, or a decision. */
  private Runnable adopt(Flight flight, StoredSession stored) {
    Credential credential = stored.credential();
    if (stored.epoch() == flight.epoch.number && credential != null) {
      boolean published = publish(flight, flight.epoch, stored.generation(), credential);
      RefreshEvent event = flight.event(true);
      return published ? () -> announcer.refreshed(event) : () -> {};
    }
    Snapshot now = state.now();
    boolean decided =
        now.epoch() == flight.epoch && state.replace(now, generations.found(now, stored));
    return decided && credential == null ? announcer::signedOut : () -> {};
  }

  /**
   * Publishes a successor and empties the slot, if the epoch and the generation are still the
   * flight's.
   */
  private boolean publish(Flight flight, Epoch epoch, long number, Credential credential) {
    Generation successor = generations.next(epoch, number, credential);
    while (true) {
      Snapshot now = state.now();
      if (now.epoch() != epoch || now.generation() != flight.replaces) {
        return false;
      }
      if (state.replace(now, now.committed(successor, flight))) {
        return true;
      }
    }
  }

  /** Clears the generation that was refused, and never another. */
  private Runnable expire(Flight flight, RefreshRefusedException why) {
    SessionEnd end = new SessionEnd(why, clock.millis());
    Snapshot now;
    do {
      now = state.now();
      if (now.epoch() != flight.epoch || now.generation() != flight.replaces) {
        return () -> {};
      }
    } while (!state.replace(now, now.expired(end)));
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        persistence.write(new StoredSession(flight.epoch.number, now.lastNumber(), null));
      } catch (StoreUnavailableException e) {
        notStored = e;
      }
    }
    StoreUnavailableException behind = notStored;
    RefreshEvent event = flight.event(false);
    return () -> {
      if (behind != null) {
        announcer.notStored(behind);
      }
      announcer.expired(event, end.toException(end.atMillis()));
      if (flight.epoch.askForSignIn()) {
        announcer.signInNeeded(SignInReason.REFUSED);
      }
    };
  }

  /** Empties the slot and begins a cool-down; nothing that is held or stored changes. */
  Runnable fail(Flight flight, Exception why) {
    Snapshot now;
    CoolDown coolDown;
    do {
      now = state.now();
      if (now.flight() != flight) {
        return () -> {};
      }
      coolDown = CoolDown.after(why, now.coolDown(), policy, clock.millis(), jitter);
      flight.failure = coolDown;
    } while (!state.replace(now, now.failed(coolDown)));
    RefreshEvent event = flight.event(false);
    RefreshFailedException failure = coolDown.toException(clock.millis());
    return () -> announcer.refreshFailed(event, failure);
  }
}
