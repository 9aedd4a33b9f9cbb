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
          Runnable returned = returnUnused(credential);
          return () -> {
            news.run();
            returned.run();
          };
        }
      } catch (StoreUnavailableException e) {
        // Published all the same: the server has spent the predecessor, and holding the successor
        // back would only lose it.
        notStored = e;
      }
    }
    if (!publish(flight, flight.epoch, number, credential)) {
      return returnUnused(credential);
    }
    return announcer.news().notStored(notStored).refreshed(flight.event(false));
  }

  /**
   * After a sign-out the server need not keep what nobody will use. After a sign-in it is left to
   * expire, since what ends it could end the session that has just begun.
   */
  private Runnable returnUnused(Credential credential) {
    boolean signedOut = state.now().generation() == null;
    return signedOut ? () -> farewell.tell(credential) : () -> {};
  }

  /** Takes over what another process has put into the store: a successor, or a decision. */
  private Runnable adopt(Flight flight, StoredSession stored) {
    Credential credential = stored.credential();
    if (stored.epoch() == flight.epoch.number && credential != null) {
      boolean published = publish(flight, flight.epoch, stored.generation(), credential);
      return published ? announcer.news().refreshed(flight.event(true)) : () -> {};
    }
    Snapshot now = state.now();
    boolean decided =
        now.epoch() == flight.epoch && state.replace(now, generations.found(now, stored));
    return decided && credential == null ? announcer.news().signedOut() : () -> {};
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
    Announcer.News news = announcer.news();
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        persistence.write(new StoredSession(flight.epoch.number, now.lastNumber(), null));
      } catch (StoreUnavailableException e) {
        notStored = e;
      }
    }
    news.notStored(notStored).expired(flight.event(false), end.toException(end.atMillis()));
    return flight.epoch.askForSignIn() ? news.signInNeeded(SignInReason.REFUSED) : news;
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
      coolDown = CoolDown.after(why, now.coolDown(), policy, clock.millis(), jitter).of(flight);
      flight.failure = coolDown;
    } while (!state.replace(now, now.failed(coolDown)));
    return announcer
        .news()
        .refreshFailed(flight.event(false), coolDown.toException(clock.millis()));
  }
}
