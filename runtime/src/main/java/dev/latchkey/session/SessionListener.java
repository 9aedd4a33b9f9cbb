package dev.latchkey.session;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Hears what happens to a session, after it has happened and the callers have their answers.
 *
 * <p>Events of one session are heard one after another, in their order, on a thread of the
 * session's executor. A listener may call the session and its APIs; while it blocks, later events
 * wait. What it throws is logged.
 */
public interface SessionListener {
  /**
   * Returns a listener that hears only of the end of a session that nobody signed out.
   *
   * @param action takes the session and why it ended
   * @return the listener
   */
  static SessionListener onExpired(
      BiConsumer<? super AuthSession, ? super SessionExpiredException> action) {
    Objects.requireNonNull(action, "action");
    return new SessionListener() {
      @Override
      public void expired(AuthSession session, SessionExpiredException why) {
        action.accept(session, why);
      }
    };
  }

  /**
   * Returns a listener that hears only that somebody has to sign in.
   *
   * @param action takes the reason
   * @return the listener
   */
  static SessionListener onSignInNeeded(Consumer<? super SignInReason> action) {
    Objects.requireNonNull(action, "action");
    return new SessionListener() {
      @Override
      public void signInNeeded(AuthSession session, SignInReason reason) {
        action.accept(reason);
      }
    };
  }

  /**
   * Somebody signed in.
   *
   * @param session the session
   */
  default void signedIn(AuthSession session) {}

  /**
   * A successor was committed.
   *
   * @param session the session
   * @param refresh how it went
   */
  default void refreshed(AuthSession session, RefreshEvent refresh) {}

  /**
   * A refresh failed for now; the credential is kept.
   *
   * @param session the session
   * @param refresh how it went
   * @param failure what the waiting calls were told
   */
  default void refreshFailed(
      AuthSession session, RefreshEvent refresh, RefreshFailedException failure) {}

  /**
   * A refresh has ended, however it did; heard after what it did to the session. One that outlives
   * its deadline is heard of when those who waited are told, and again if it brings something after
   * all.
   *
   * @param session the session
   * @param refresh why it was made, and how it went
   */
  default void refreshEnded(AuthSession session, RefreshEvent refresh) {}

  /**
   * No refresh can help any more, and the credential is cleared; heard once.
   *
   * @param session the session
   * @param why what every later call is told
   */
  default void expired(AuthSession session, SessionExpiredException why) {}

  /**
   * Somebody signed out.
   *
   * @param session the session
   */
  default void signedOut(AuthSession session) {}

  /**
   * Somebody has to sign in: the one place from which to show a login; heard once until somebody
   * has, however many calls fail meanwhile.
   *
   * @param session the session
   * @param reason why
   */
  default void signInNeeded(AuthSession session, SignInReason reason) {}

  /**
   * The store did not take what the session holds, which is used all the same, since its
   * predecessor is spent; it is tried again while this process runs, and written before anything
   * else is.
   *
   * @param session the session
   * @param why what the store said
   */
  default void notStored(AuthSession session, StoreUnavailableException why) {}
}
