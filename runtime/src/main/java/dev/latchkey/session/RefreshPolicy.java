package dev.latchkey.session;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * When a session refreshes, how long that may take, and what follows a failure; immutable, each
 * method returns a copy.
 */
public final class RefreshPolicy {
  /** Stands for every longer span; who waits this long waits without a clock. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  private static final RefreshPolicy DEFAULTS =
      new RefreshPolicy(
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          e -> e instanceof RefreshRefusedException);

  final Duration margin;
  final Duration timeout;
  final Duration maxWait;
  final Duration firstCoolDown;
  final Duration longestCoolDown;
  final Predicate<? super Exception> refused;

  private RefreshPolicy(
      Duration margin,
      Duration timeout,
      Duration maxWait,
      Duration firstCoolDown,
      Duration longestCoolDown,
      Predicate<? super Exception> refused) {
    this.margin = bounded(margin);
    this.timeout = bounded(timeout);
    this.maxWait = bounded(maxWait);
    this.firstCoolDown = bounded(firstCoolDown);
    this.longestCoolDown = bounded(longestCoolDown);
    this.refused = refused;
  }

  /**
   * Returns the policy that a session has unless told otherwise.
   *
   * @return the policy
   */
  public static RefreshPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how long before its expiry a credential is refreshed in the background, less up to a tenth
   * of jitter; at most a fifth of its lifetime is used, so that no credential is stale at birth.
   *
   * @param beforeExpiry zero or more; zero refreshes nothing early; default 1 minute
   * @return the copy
   * @throws IllegalArgumentException if it is negative
   */
  public RefreshPolicy margin(Duration beforeExpiry) {
    requireNotNegative(beforeExpiry, "beforeExpiry");
    return new RefreshPolicy(
        beforeExpiry, timeout, maxWait, firstCoolDown, longestCoolDown, refused);
  }

  /**
   * Sets how long one refresh may take. When it has passed, those who wait fail, and the refresher
   * is interrupted; no other refresh begins before it has really ended.
   *
   * @param refresh more than zero; default 30 seconds
   * @return the copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  public RefreshPolicy timeout(Duration refresh) {
    requirePositive(refresh, "refresh");
    return new RefreshPolicy(margin, refresh, maxWait, firstCoolDown, longestCoolDown, refused);
  }

  /**
   * Sets how long a call waits for a refresh before it leaves with {@link WaitAbandonedException};
   * the refresh goes on for the others.
   *
   * @param caller more than zero; default 10 seconds
   * @return the copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  public RefreshPolicy maxWait(Duration caller) {
    requirePositive(caller, "caller");
    return new RefreshPolicy(margin, timeout, caller, firstCoolDown, longestCoolDown, refused);
  }

  /**
   * Sets for how long further refreshes fail at once after one has failed for now: a random time up
   * to the first, which doubles with each failure in a row up to the longest. A {@code Retry-After}
   * of the server is kept if it is longer, up to 5 minutes; a misconfiguration costs the longest.
   *
   * @param first zero or more; default 1 second
   * @param longest no less than the first; default 1 minute
   * @return the copy
   * @throws IllegalArgumentException if first is negative or longest is less than first
   */
  public RefreshPolicy coolDown(Duration first, Duration longest) {
    requireNotNegative(first, "first");
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("longest is " + longest + ", less than first, " + first);
    }
    return new RefreshPolicy(margin, timeout, maxWait, first, longest, refused);
  }

  /**
   * Adds exceptions of a {@link Refresher} that mean that the server refused for good, and so
   * expire the session; {@link RefreshRefusedException} always does.
   *
   * @param refused tells them; must not throw
   * @return the copy
   */
  public RefreshPolicy refusedWhen(Predicate<? super Exception> refused) {
    Objects.requireNonNull(refused, "refused");
    Predicate<? super Exception> before = this.refused;
    return new RefreshPolicy(
        margin,
        timeout,
        maxWait,
        firstCoolDown,
        longestCoolDown,
        e -> before.test(e) || refused.test(e));
  }

  @Override
  public String toString() {
    return "RefreshPolicy[margin=%s, timeout=%s, maxWait=%s, coolDown=%s to %s]"
        .formatted(margin, timeout, maxWait, firstCoolDown, longestCoolDown);
  }

  /** For ever is a hundred years, which nanoseconds can still say. */
  private static Duration bounded(Duration value) {
    return value.compareTo(FOREVER) > 0 ? FOREVER : value;
  }

  private static void requirePositive(Duration value, String name) {
    if (Objects.requireNonNull(value, name).compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it is more than zero.");
    }
  }

  private static void requireNotNegative(Duration value, String name) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; it is zero or more.");
    }
  }
}
