package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * What the result of a flight does to the session. Each method changes the state while the permit
 * is held, compares before it does, and returns what is to be said of it once the permit is back
 * and those who waited have their answers.
 */
final class Landings {
  private final RefreshCoordinator coordinator;
  private final SessionState state;
  private final @Nullable Persistence persistence;
  private final Announcer announcer;

  Landings(RefreshCoordinator coordinator) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
    this.persistence = coordinator.state.persistence;
    this.announcer = coordinator.announcer;
  }

  /** Publishes what a flight brings. */
  Runnable land(Flight flight, Renewal.Result result) {
    if (result instanceof Renewal.Brought brought) {
      return commit(flight, brought.credential().resolvedFrom(brought.askedAtMillis()));
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
    if (!isOf(flight, state.now())) {
      // Somebody has decided, or the session has expired: it commits nowhere.
      return inTurn(discarded(flight), returnUnused(credential));
    }
    // Only a decision changes the number beside us, and that makes the commit fail anyway.
    long number = state.now().lastNumber() + 1;
    StoreUnavailableException notStored = null;
    if (persistence != null) {
      try {
        if (!persistence.write(new StoredSession(flight.epoch.number(), number, credential))) {
          return inTurn(overtaken(flight, persistence), returnUnused(credential));
        }
      } catch (StoreUnavailableException e) {
        if (state.policy.holdsUntilStored) {
          // The next flight writes it, and adopts what it has written.
          return inTurn(announcer.news().notStored(e), fail(flight, e));
        }
        // Published all the same: the server has spent the predecessor, and holding the successor
        // back would only lose it.
        notStored = e;
      }
    }
    if (!publish(flight, successor(flight, number, credential))) {
      return inTurn(buried(flight, number), returnUnused(credential));
    }
    RefreshEvent event = flight.event(RefreshEvent.Outcome.REFRESHED, "");
    return announcer.news().notStored(notStored).refreshed(event);
  }

  /**
   * Puts a tombstone over what the flight has stored, if the session has expired meanwhile: that
   * one's own comes before it.
   */
  private Runnable buried(Flight flight, long number) {
    Snapshot now = state.now();
    if (persistence != null && now.epoch() == flight.epoch && now.generation() == null) {
      try {
        boolean unused = persistence.write(new StoredSession(flight.epoch.number(), number, null));
      } catch (StoreUnavailableException e) {
        return inTurn(announcer.news().notStored(e), discarded(flight));
      }
    }
    return discarded(flight);
  }

  private static boolean isOf(Flight flight, Snapshot now) {
    return now.epoch() == flight.epoch && now.generation() == flight.replaces;
  }

  /** Takes over what the store holds instead of what this flight has brought. */
  private Runnable overtaken(Flight flight, Persistence persistence) {
    try {
      return adopt(flight, persistence.load());
    } catch (StoreUnavailableException e) {
      // What it has brought is never published: the server may have rotated it away, and the entry
      // that says so has the same number. The next flight finds that entry.
      return fail(flight, e);
    }
  }

  private static Runnable inTurn(Runnable first, Runnable second) {
    return () -> {
      try {
        first.run();
      } finally {
        second.run(); // whatever a log handler throws: it has its place in the queue already
      }
    };
  }

  /**
   * After a sign-out the server need not keep what nobody will use. After a sign-in it is left to
   * expire, since what ends it could end the session that has just begun.
   */
  private Runnable returnUnused(Credential credential) {
    boolean signedOut = state.now().generation() == null;
    return signedOut ? () -> coordinator.farewell().tell(credential) : () -> {};
  }

  /** Takes over what another process has put into the store: a successor, or a decision. */
  private Runnable adopt(Flight flight, StoredSession stored) {
    Credential credential = stored.credential();
    if (persistence != null) {
      persistence.caughtUpWith(stored);
    }
    if (stored.epoch() == flight.epoch.number() && credential != null) {
      if (!publish(flight, successor(flight, stored.generation(), credential).found())) {
        return discarded(flight);
      }
      RefreshEvent event = flight.event(RefreshEvent.Outcome.ADOPTED, "");
      return announcer.news().refreshed(event);
    }
    Snapshot now = state.now();
    // Unless it is a tombstone of what has expired here as well.
    boolean isNews = stored.epoch() != flight.epoch.number() || now.generation() != null;
    Snapshot next = coordinator.found(now, stored);
    boolean decided = isNews && now.epoch() == flight.epoch && coordinator.meet(now, next);
    RefreshEvent event = flight.event(RefreshEvent.Outcome.ADOPTED, "");
    Announcer.News news = announcer.news().refreshEnded(event);
    return decided ? coordinator.met(now, next, news) : news;
  }

  private Generation successor(Flight flight, long number, Credential credential) {
    Probe probe = state.policy.probes && flight.waiters() > 1 ? new Probe() : null;
    return coordinator.generation(flight.epoch, number, credential, probe);
  }

  /**
   * Publishes a successor and empties the slot, if the epoch and the generation are still the
   * flight's.
   */
  private boolean publish(Flight flight, Generation successor) {
    while (true) {
      Snapshot now = state.now();
      if (!isOf(flight, now)) {
        return false;
      }
      if (state.replace(now, now.committed(successor, flight))) {
        return true;
      }
    }
  }

  /** Clears the generation that was refused, and never another. */
  private Runnable expire(Flight flight, RefreshRefusedException why) {
    Expiry expiry = Expiry.of(coordinator, flight.epoch, flight.replaces, flight, why);
    return expiry == null
        ? discarded(flight)
        : expiry.stored(
            flight.event(RefreshEvent.Outcome.REFUSED, "refused"), SignInReason.REFUSED);
  }

  private Runnable discarded(Flight flight) {
    RefreshEvent event = flight.event(RefreshEvent.Outcome.DISCARDED, "");
    return announcer.news().refreshEnded(event);
  }

  /** Ends a flight that brings nothing; nothing that is held or stored changes. */
  Runnable fail(Flight flight, Exception why) {
    Runnable news = coolDown(flight, why);
    if (news != null) {
      return news;
    }
    // A decision was quicker, or the deadline, which has told of it.
    return flight.told ? () -> {} : discarded(flight);
  }

  /** Empties the slot and begins a cool-down; returns null if the slot is not the flight's. */
  @Nullable Runnable coolDown(Flight flight, Exception why) {
    Snapshot now;
    CoolDown coolDown;
    do {
      now = state.now();
      if (now.flight() != flight) {
        return null;
      }
      coolDown = coolDown(flight, why, now);
      flight.failure = coolDown;
    } while (!state.replace(now, now.failed(coolDown)));
    flight.told = true;
    // Before there is a place for it in the queue, since a failure of the user's own may throw.
    RefreshFailedException failed = coolDown.toException(state.millis());
    RefreshEvent event = flight.event(RefreshEvent.Outcome.FAILED, coolDown.error());
    return announcer.news().refreshFailed(event, failed);
  }

  /** Returns the cool-down that this failure begins. */
  CoolDown coolDown(Flight flight, Exception why, Snapshot now) {
    return CoolDown.after(
            why, now.coolDown(), state.policy, state.millis(), state.environment.jitter())
        .of(flight);
  }
}
