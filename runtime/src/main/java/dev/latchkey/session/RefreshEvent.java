package dev.latchkey.session;

import java.time.Duration;

/**
 * How one refresh went; holds no secret.
 *
 * @param trigger why it was made
 * @param generation the number of the generation that it replaced, 0 if there was none
 * @param took from take-off to landing
 * @param waiters how many calls waited for it
 * @param outcome how it ended
 * @param error what it failed with, in a word, like {@link RefreshFailedException#error()}; empty
 *     if it did not fail
 */
public record RefreshEvent(
    Trigger trigger, long generation, Duration took, int waiters, Outcome outcome, String error) {
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

  /** How a refresh ends. */
  public enum Outcome {
    /** The server gave a successor. */
    REFRESHED,
    /** The store had a successor, or a decision, that another process had put there. */
    ADOPTED,
    /** There was no successor this time; the credential is kept. */
    FAILED,
    /** The server refused for good, and the session has expired. */
    REFUSED,
    /** Somebody signed in or out meanwhile, and what it brought is of no use. */
    DISCARDED
  }
}
