package dev.latchkey.session;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * When a session refreshes, how long that may take, and what follows a failure; immutable, each
 * method returns a copy.
 */
public final class RefreshPolicy {
  /** Stands for every longer span; who waits this long waits without a clock. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  private static final RefreshPolicy DEFAULTS = new RefreshPolicy(new Draft());

  final Duration margin;
  final Duration timeout;
  final Duration maxWait;
  final Duration firstCoolDown;
  final Duration longestCoolDown;
  final Duration quarantine;
  final Duration storeTimeout;
  final Duration storeCheckInterval;
  final boolean expiresOnSecondRejection;
  final boolean probes;
  final boolean holdsUntilStored;
  final boolean refreshesWithoutStore;
  final Predicate<? super Exception> refused;

  private RefreshPolicy(Draft draft) {
    this.margin = bounded(draft.margin);
    this.timeout = bounded(draft.timeout);
    this.maxWait = bounded(draft.maxWait);
    this.firstCoolDown = bounded(draft.firstCoolDown);
    this.longestCoolDown = bounded(draft.longestCoolDown);
    this.quarantine = bounded(draft.quarantine);
    this.storeTimeout = bounded(draft.storeTimeout);
    this.storeCheckInterval = bounded(draft.storeCheckInterval);
    this.expiresOnSecondRejection = draft.expiresOnSecondRejection;
    this.probes = draft.probes;
    this.holdsUntilStored = draft.holdsUntilStored;
    this.refreshesWithoutStore = draft.refreshesWithoutStore;
    this.refused = draft.refused;
  }

  /** A policy that is being written; it begins with the defaults. */
  private static final class Draft {
    Duration margin = Duration.ofMinutes(1);
    Duration timeout = Duration.ofSeconds(30);
    Duration maxWait = Duration.ofSeconds(10);
    Duration firstCoolDown = Duration.ofSeconds(1);
    Duration longestCoolDown = Duration.ofMinutes(1);
    Duration quarantine = Duration.ofMinutes(1);
    Duration storeTimeout = Duration.ofSeconds(5);
    Duration storeCheckInterval = Duration.ofSeconds(5);
    boolean expiresOnSecondRejection = true;
    boolean probes;
    boolean holdsUntilStored;
    boolean refreshesWithoutStore;
    Predicate<? super Exception> refused = e -> e instanceof RefreshRefusedException;
  }

  private RefreshPolicy with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.margin = margin;
    draft.timeout = timeout;
    draft.maxWait = maxWait;
    draft.firstCoolDown = firstCoolDown;
    draft.longestCoolDown = longestCoolDown;
    draft.quarantine = quarantine;
    draft.storeTimeout = storeTimeout;
    draft.storeCheckInterval = storeCheckInterval;
    draft.expiresOnSecondRejection = expiresOnSecondRejection;
    draft.probes = probes;
    draft.holdsUntilStored = holdsUntilStored;
    draft.refreshesWithoutStore = refreshesWithoutStore;
    draft.refused = refused;
    change.accept(draft);
    return new RefreshPolicy(draft);
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
    return with(draft -> draft.margin = beforeExpiry);
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
    return with(draft -> draft.timeout = refresh);
  }

  /**
   * Sets how long a call waits for a refresh before it leaves with {@link WaitAbandonedException};
   * the refresh goes on for the others. A call whose {@code Request.Options} allow an exchange less
   * than half of this waits for twice as long as they allow.
   *
   * @param caller more than zero; default 10 seconds
   * @return the copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  public RefreshPolicy maxWait(Duration caller) {
    requirePositive(caller, "caller");
    return with(draft -> draft.maxWait = caller);
  }

  /**
   * Returns for how long a flight has a lease: for the store to say that it has it, for the
   * refresh, and for the store to be read, written and read again. Whoever would wait for ever
   * waits for the lease of a process that has died for an hour.
   */
  Duration leaseTime() {
    Duration longest = Duration.ofHours(1);
    Duration all = timeout.plus(storeTimeout.multipliedBy(4));
    return all.compareTo(longest) > 0 ? longest : all;
  }

  /** Returns how long a caller waits who wants to wait no longer than this. */
  Duration noLongerThan(Duration limit) {
    return limit.compareTo(maxWait) < 0 ? limit : maxWait;
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
    return with(
        draft -> {
          draft.firstCoolDown = first;
          draft.longestCoolDown = longest;
        });
  }

  /**
   * Sets how long a call of the store may take. What it does not take in time is used all the same,
   * since the server has issued it, and is written later.
   *
   * @param call more than zero; default 5 seconds
   * @return the copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  public RefreshPolicy storeTimeout(Duration call) {
    requirePositive(call, "call");
    return with(draft -> draft.storeTimeout = call);
  }

  /**
   * Sets whether a credential that the store does not take is held back until it does. Calls fail
   * meanwhile with {@link RefreshFailedException}, and the next refresh writes it instead of asking
   * the server. What a refresh brings is not used then before a crash could not lose it; but the
   * predecessor is spent either way, so this is for those to whom an outage is the lesser evil. A
   * sign-in is not held back.
   *
   * @param hold whether it is held back; default no
   * @return the copy
   */
  public RefreshPolicy holdUntilStored(boolean hold) {
    return with(draft -> draft.holdsUntilStored = hold);
  }

  /**
   * Sets how often a session in use looks into its store for what another process has put there; 5
   * seconds by default. A sign-out there is in force here after this at the latest: at once where
   * the store tells of it, and with the next refresh or rejection in any case. No call waits for
   * it, unless nobody is signed in here.
   *
   * @param interval more than zero; a very long one looks never
   * @return the copy
   */
  public RefreshPolicy storeCheckInterval(Duration interval) {
    requirePositive(interval, "interval");
    return with(draft -> draft.storeCheckInterval = interval);
  }

  /**
   * Sets whether the credential is refreshed although the store cannot be asked for its lease; not
   * by default. Two processes that refresh at once spend a refresh token twice, for which a server
   * that rotates them ends the session; set it where one process alone uses the session, or where
   * the server does not rotate.
   *
   * @param refresh whether it is
   * @return the copy
   */
  public RefreshPolicy refreshWithoutStore(boolean refresh) {
    return with(draft -> draft.refreshesWithoutStore = refresh);
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
    return with(draft -> draft.refused = e -> before.test(e) || refused.test(e));
  }

  /**
   * Sets whether a second rejection ends the session: a call was rejected, refreshed, resent, and
   * rejected again. It does if nobody has had the new credential accepted, and if an earlier one
   * was accepted either by this endpoint or by no endpoint since the sign-in. Otherwise the
   * rejection is that endpoint's own business, and goes back to its caller. A session that signs
   * itself in never ends this way.
   *
   * @param expire whether it does; default yes
   * @return the copy
   */
  public RefreshPolicy expireOnSecondRejection(boolean expire) {
    return with(draft -> draft.expiresOnSecondRejection = expire);
  }

  /**
   * Sets for how long an endpoint that has rejected two credentials in a row, the second one new,
   * starts no refresh: its rejections go back to its callers as they are. It ends early when the
   * endpoint accepts one, or somebody signs in. Other endpoints refresh as ever.
   *
   * @param endpoint zero or more; zero never keeps an endpoint from refreshing; default 1 minute
   * @return the copy
   * @throws IllegalArgumentException if it is negative
   */
  public RefreshPolicy quarantine(Duration endpoint) {
    requireNotNegative(endpoint, "endpoint");
    return with(draft -> draft.quarantine = endpoint);
  }

  /**
   * Sets whether, of the calls that have waited for a refresh, one is sent first, and the others
   * when any call has had the new credential accepted. If two endpoints reject it, the session
   * expires, and the others fail with that instead of being sent.
   *
   * @param one whether one goes first; default no
   * @return the copy
   */
  public RefreshPolicy probe(boolean one) {
    return with(draft -> draft.probes = one);
  }

  /**
   * Returns from when a credential is refreshed in the background. At most a fifth of its lifetime
   * before its end, or tokens that live shorter than the margin would be stale at birth, and every
   * call would refresh. Jittered, or processes that started together would come back together.
   */
  long staleAtMillis(long expiresAtMillis, long nowMillis, DoubleSupplier jitter) {
    if (expiresAtMillis == Long.MAX_VALUE) {
      return expiresAtMillis;
    }
    long fifth = Math.max(0, expiresAtMillis - nowMillis) / 5;
    long early = Math.min(margin.toMillis(), fifth);
    return expiresAtMillis - (long) (early * (1 - jitter.getAsDouble() / 10));
  }

  @Override
  public String toString() {
    return """
    RefreshPolicy[margin=%s, timeout=%s, maxWait=%s, coolDown=%s to %s, quarantine=%s, \
    storeTimeout=%s, storeCheckInterval=%s, holdUntilStored=%s, refreshWithoutStore=%s, \
    expireOnSecondRejection=%s, probe=%s]\
    """
        .formatted(
            margin,
            timeout,
            maxWait,
            firstCoolDown,
            longestCoolDown,
            quarantine,
            storeTimeout,
            storeCheckInterval,
            holdsUntilStored,
            refreshesWithoutStore,
            expiresOnSecondRejection,
            probes);
  }

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
