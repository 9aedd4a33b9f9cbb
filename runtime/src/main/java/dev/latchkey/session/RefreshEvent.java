package dev.latchkey.session;

import java.time.Duration;

/**
 * How one refresh went; holds no secret.
 *
 * @param trigger why it was made
 * @param generation the number of the generation that it replaced, 0 if there was none
 * @param took from take-off to landing
 * @param waiters how many calls waited for it
 * @param adopted whether the successor came from the store, where another process had put it
 */
public record RefreshEvent(
    Trigger trigger, long generation, Duration took, int waiters, boolean adopted) {
  /** Why a refresh is made. */
  public enum Trigger {
    /** There was no credential, and the session signs itself in. */
    SIGN_IN,
    /** The credential had expired by the clock. */
    EXPIRED,
    /** The credential was about to expire. */
    STALE,
    /** A server rejected the credential. */
    REJECTED,
    /** The application asked for it. */
    REQUESTED
  }
}
