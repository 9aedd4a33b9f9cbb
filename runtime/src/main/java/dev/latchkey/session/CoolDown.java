package dev.latchkey.session;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh failed with, and until when that is the answer to everyone who needs another.
 *
 * @param failures how many refreshes in a row have failed
 */
record CoolDown(
    Exception cause,
    String error,
    int failures,
    long sinceMillis,
    long untilMillis,
    boolean ofSignIn) {
  /** A server that asks for more than this is asked again all the same. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  /**
   * Returns the cool-down that follows a failure: full jitter over an exponential bound, so that
   * processes that failed together do not come back together; the longest, without jitter, when
   * only a person can mend it; and no less than the server asked for.
   */
  static CoolDown after(
      Exception cause,
      @Nullable CoolDown before,
      RefreshPolicy policy,
      long nowMillis,
      DoubleSupplier jitter) {
    int failures = before == null ? 1 : before.failures + 1;
    long longest = policy.longestCoolDown.toMillis();
    long first = policy.firstCoolDown.toMillis();
    int doublings = Math.min(failures - 1, 30);
    long bound = first > longest >> doublings ? longest : first << doublings;
    long pause =
        cause instanceof MisconfiguredException ? longest : (long) (bound * jitter.getAsDouble());
    if (cause instanceof RefreshFailedException asked && !asked.retryAt().equals(Instant.MIN)) {
      Instant now = Instant.ofEpochMilli(nowMillis);
      Instant latest = now.plus(LONGEST_RETRY_AFTER);
      Instant wished = asked.retryAt().isAfter(latest) ? latest : asked.retryAt();
      pause = Math.max(pause, wished.isAfter(now) ? Duration.between(now, wished).toMillis() : 0);
    }
    String error =
        cause instanceof RefreshFailedException named
            ? named.error()
            : cause.getClass().getSimpleName();
    return new CoolDown(cause, error, failures, nowMillis, nowMillis + pause, false);
  }

  /** The same, said of what this flight was for. */
  CoolDown of(Flight flight) {
    boolean signIn = flight.trigger == RefreshEvent.Trigger.SIGN_IN;
    return new CoolDown(cause, error, failures, sinceMillis, untilMillis, signIn);
  }

  /** A clock that is set back, to before it began, does not make it longer. */
  boolean isOver(long nowMillis) {
    return nowMillis >= untilMillis || nowMillis < sinceMillis;
  }

  /** Returns an exception of its own for each caller; what the refresher threw is its cause. */
  RefreshFailedException toException(long nowMillis) {
    String form =
        ofSignIn
            ? "The session could not sign itself in: %s A call may try again %s."
            : "The session could not be refreshed: %s It is kept; a call may try again %s.";
    String when = isOver(nowMillis) ? "at once" : "in " + Wording.time(untilMillis - nowMillis);
    String message = form.formatted(Wording.sentence(cause), when);
    Instant retryAt = Instant.ofEpochMilli(untilMillis);
    return cause instanceof MisconfiguredException
        ? new MisconfiguredException(message, error, retryAt, cause)
        : new RefreshFailedException(message, error, retryAt, cause);
  }
}
