package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that share a store, when threads are interrupted, stores fail and clocks are wrong. */
class SharedTroubleTest extends SharedSessions {
  private String stored() {
    return settings().build().held().orElseThrow().accessToken();
  }

  @Test
  @DisplayName("P6 what comes after the deadline reaches the store, whoever was interrupted")
  void lateAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AuthSession session =
        settings()
            .refreshWith(
                held -> {
                  asked.countDown();
                  awaitWhoeverInterrupts(answer);
                  return Credential.of("late");
                })
            .build();
    session.signIn(issuer.first());
    Callers<Credential> caller = Callers.of(1, session::refresh);
    asked.await();
    timer.fire(policy.timeout);
    assertThat(caller.join().failures()).hasSize(1);

    answer.countDown();

    await().until(() -> stored().equals("late"));
    await().until(() -> store.leaseholder("default").isEmpty());
  }

  /** As a socket does that knows nothing of interrupts. */
  private static void awaitWhoeverInterrupts(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      interrupted |= Thread.interrupted();
      Thread.onSpinWait();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("P4 a refresher that leaves its thread interrupted keeps no lease")
  void interruptedRefresher() throws Exception {
    AuthSession session =
        settings()
            .refreshWith(
                held -> {
                  Thread.currentThread().interrupt();
                  throw new IOException("interrupted");
                })
            .build();
    session.signIn(issuer.first());

    assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);

    assertThat(store.leaseholder("default")).isEmpty();
  }

  @Test
  @DisplayName("P6 what the store would not take is written when it is back, though nobody calls")
  void debtOfTheIdle() throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.isFull(true);
    assertThat(session.refresh().accessToken()).isEqualTo("access-2");

    timer.fire(SOON);
    int leases = store.leases.get();
    timer.fire(SOON.multipliedBy(2));
    assertThat(store.leases).as("the lease counts anew").hasValue(leases + 1);
    store.isFull(false);
    timer.fire(SOON.multipliedBy(4));

    assertThat(stored()).isEqualTo("access-2");
    assertThat(store.leaseholder("default")).isEmpty();
    assertThat(timer.isIdle()).isTrue();
  }

  @Test
  @DisplayName("P4 a session is not kept out by the lease that stands for what it owes")
  void ownLease() throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.isFull(true);
    assertThat(session.refresh().accessToken()).isEqualTo("access-2");

    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    issuer.failWith(new IOException("reset"));
    assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);

    assertThat(store.leaseholder("default")).as("while something is owed").isPresent();
    store.isFull(false);
    timer.fire();
    assertThat(stored()).isEqualTo("access-3");
    assertThat(store.leaseholder("default")).isEmpty();
  }

  @Test
  @DisplayName("P4 a lease for what is paid already comes back")
  void paidMeanwhile() throws Exception {
    Persistence persistence = new Persistence(store, "default", clock);
    Lease lease = persistence.lease(HOUR);
    assertThat(lease.take()).isTrue();
    store.isFull(true);
    StoredSession owed = new StoredSession(2, 1, issuer.first());
    assertThatThrownBy(() -> persistence.write(owed)).isInstanceOf(StoreUnavailableException.class);
    store.isFull(false);
    assertThat(persistence.catchUp()).isNull();

    persistence.giveBack(lease);

    assertThat(store.leaseholder("default")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("P11 of many who wait for the lease one presents what is refused")
  void oneRefusal(boolean tells) throws Exception {
    SharedStore shared = tells ? store.telling() : store;
    AtomicInteger asked = new AtomicInteger();
    List<AuthSession> sessions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sessions.add(
          settings()
              .timer(Timer.SYSTEM)
              .refreshWith(
                  held -> {
                    asked.incrementAndGet();
                    await().until(() -> shared.leases.get() > 8);
                    throw new RefreshRefusedException("invalid_grant");
                  })
              .build());
    }
    sessions.get(0).signIn(issuer.first());
    List<Generation> refused = sessions.stream().map(AuthSession::current).toList();

    AtomicInteger next = new AtomicInteger();
    Callers<Generation> callers =
        Callers.of(8, () -> refused.get(next.getAndIncrement()).refreshIfStill()).join();

    assertThat(callers.answers()).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  @DisplayName("P20 who is signed out while it waits for a lease asks nobody when it has it")
  void signedOutMeanwhile() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AuthSession session =
        settings()
            .executor(
                task -> {
                  running.incrementAndGet();
                  new Thread(
                          () -> {
                            task.run();
                            running.decrementAndGet();
                          })
                      .start();
                })
            .build();
    session.signIn(issuer.first());
    assertThat(store.tryLease("default", "another", HOUR)).isTrue();
    Callers<Credential> caller = Callers.of(1, session::refresh);
    Duration pause = Duration.ofMillis(20);
    await().until(() -> timer.waits(pause));

    // In memory alone, so that it is not the store that tells the flight.
    store.isFull(true);
    assertThat(session.signOutHere()).isPresent();
    store.release("default", "another");
    timer.fire(pause);

    assertThat(caller.join().failures()).hasSize(1);
    await().until(() -> running.get() == 0);
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName("P9 a session that cools down finds what another process has refreshed")
  void coolingDown() throws Exception {
    AuthSession here =
        settings()
            .policy(policy.coolDown(HOUR.multipliedBy(10), HOUR.multipliedBy(10)))
            .refreshWith(
                held -> {
                  throw new IOException("reset");
                })
            .build();
    AuthSession elsewhere = settings().build();
    here.signIn(issuer.first().withExpiresIn(Duration.ofMinutes(1)));
    clock.advance(Duration.ofMinutes(2));
    assertThatThrownBy(here::current).isInstanceOf(RefreshFailedException.class);
    assertThat(elsewhere.refresh().accessToken()).isEqualTo("access-2");

    clock.advance(HOUR);

    await()
        .ignoreExceptionsInstanceOf(RefreshFailedException.class)
        .until(() -> here.current().credential().accessToken().equals("access-2"));
  }

  @Test
  @DisplayName("B6 a clock that is set back puts off no look, and makes no cool-down longer")
  void clockSetBack() throws Exception {
    AuthSession here = settings().policy(policy.coolDown(HOUR, HOUR)).build();
    AuthSession elsewhere = settings().build();
    here.signIn(issuer.first());
    issuer.failWith(new IOException("reset"));
    assertThatThrownBy(here::refresh).isInstanceOf(RefreshFailedException.class);
    assertThatThrownBy(here::refresh).hasMessageContaining("in 60 min");
    issuer.failWith(null);

    clock.advance(HOUR.multipliedBy(-24));

    assertThat(here.refresh().accessToken()).isEqualTo("access-2");
    elsewhere.signOut();
    await()
        .untilAsserted(
            () -> assertThatThrownBy(here::current).isInstanceOf(NotSignedInException.class));
  }
}
