package dev.latchkey.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that rotates refresh tokens: each works once, and a second use ends the session. It can
 * hold its answers, fail, and tell how many it has been asked for at once.
 */
final class StrictIssuer implements Refresher {
  private final AtomicInteger refreshes = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger newest = new AtomicInteger(1);
  private volatile CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch answer = new CountDownLatch(0);
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Duration lifetime;
  private volatile boolean reused;

  /** What somebody who signs in gets. */
  Credential first() {
    return credential(newest.get());
  }

  /** Holds the answers from now on, until {@link #answer()}. */
  StrictIssuer hold() {
    asked = new CountDownLatch(1);
    answer = new CountDownLatch(1);
    return this;
  }

  /** Returns when somebody has asked since the issuer holds its answers. */
  void awaitAsked() throws InterruptedException {
    asked.await();
  }

  void answer() {
    answer.countDown();
  }

  void failWith(@Nullable Throwable failure) {
    this.failure = failure;
  }

  void issueFor(@Nullable Duration lifetime) {
    this.lifetime = lifetime;
  }

  int refreshes() {
    return refreshes.get();
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  boolean sawReuse() {
    return reused;
  }

  @Override
  public CredentialResponse refresh(Credential held) throws Exception {
    refreshes.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      String presented = held.refreshToken();
      CountDownLatch gate = answer;
      asked.countDown();
      gate.await();
      Throwable thrown = failure;
      if (thrown instanceof Exception e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      int number = newest.get();
      if (reused || !presented.equals("refresh-" + number)) {
        reused = true;
        throw new RefreshRefusedException("invalid_grant");
      }
      return credential(newest.incrementAndGet());
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public String toString() {
    return "StrictIssuer";
  }

  private Credential credential(int number) {
    Credential credential = Credential.of("access-" + number).withRefreshToken("refresh-" + number);
    Duration living = lifetime;
    return living == null ? credential : credential.withExpiresIn(living);
  }
}
