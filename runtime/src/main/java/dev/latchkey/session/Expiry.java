package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * The end of a session whose credential is of no more use: compare and clear, in memory and in the
 * store, then one word to whoever signs people in.
 */
final class Expiry {
  private final RefreshCoordinator coordinator;
  private final Epoch epoch;
  private final long lastNumber;
  private final SessionEnd end;
  private final Announcer.News news;

  private Expiry(RefreshCoordinator coordinator, Snapshot cleared, SessionEnd end) {
    this.coordinator = coordinator;
    this.epoch = cleared.epoch();
    this.lastNumber = cleared.lastNumber();
    this.end = end;
    this.news = coordinator.announcer.news();
  }

  /**
   * Clears this generation and never another; returns null if it is not held any more.
   *
   * @param refused the flight that was refused, or null. Those who wait for it are told when the
   *     store has been: whoever is next in another process would ask again with what was refused
   */
  static @Nullable Expiry of(
      RefreshCoordinator coordinator,
      Epoch epoch,
      @Nullable Generation generation,
      @Nullable Flight refused,
      RefreshRefusedException why) {
    SessionState state = coordinator.state;
    SessionEnd end = new SessionEnd(why, state.millis());
    Snapshot now;
    do {
      now = state.now();
      if (now.epoch() != epoch || now.generation() != generation) {
        return null;
      }
    } while (!state.replace(now, now.expired(end)));
    Expiry expiry = new Expiry(coordinator, now, end); // with its place among the events
    Flight flight = now.flight();
    if (flight != null && flight != refused) {
      flight.release(); // who waits for it need not wait for its landing
    }
    return expiry;
  }

  /** Puts a tombstone into the store, and returns what is to be said, which is of this refresh. */
  Announcer.News stored(@Nullable RefreshEvent refresh, SignInReason reason) {
    Persistence persistence = coordinator.state.persistence;
    if (persistence != null) {
      try {
        persistence.write(new StoredSession(epoch.number(), lastNumber, null));
      } catch (StoreUnavailableException e) {
        news.notStored(e);
      }
    }
    news.expired(refresh, end.toException(end.atMillis()));
    return epoch.askForSignIn() ? news.signInNeeded(reason) : news;
  }
}
