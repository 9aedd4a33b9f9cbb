package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private static final int MANY = 200;

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();

  private AuthSession.Builder settings() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .clock(clock)
        .jitter(() -> 1)
        .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO));
  }

  private AuthSession signedIn(AuthSession.Builder settings) {
    AuthSession session = settings.build();
    session.signIn(issuer.first());
    return session;
  }

  @Test
  @DisplayName("P1 two hundred callers that find one generation rejected cost one refresh")
  void manyRejections() throws Exception {
    Heard heard = new Heard();
    AuthSession session = signedIn(settings().listener(heard));
    Generation held = session.current();
    issuer.hold();

    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).awaitParked();
    issuer.answer();
    callers.join();

    assertThat(callers.failures()).isEmpty();
    assertThat(callers.answers()).hasSize(MANY).allMatch(next -> next.number() == 2);
    assertThat(issuer.refreshes()).isEqualTo(1);
    assertThat(issuer.sawReuse()).isFalse();
    heard.awaitExactly("signedIn", "refreshed");
    assertThat(heard.refreshes().get(0).waiters()).isEqualTo(MANY);
  }

  @Test
  @DisplayName(
      "P1 callers of every kind share one flight: rejected, expired by the clock, requested")
  void everyTrigger() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    clock.advance(Duration.ofMinutes(11));
    issuer.hold();

    Callers<Object> rejected = Callers.of(20, held::refreshIfStill);
    Callers<Object> expired = Callers.of(20, session::current);
    Callers<Object> requested = Callers.of(20, session::refresh);
    for (Callers<Object> callers : List.of(rejected, expired, requested)) {
      callers.awaitParked();
    }
    issuer.answer();
    for (Callers<Object> callers : List.of(rejected, expired, requested)) {
      assertThat(callers.join().answers()).hasSize(20);
    }

    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P1 a flight that a sign-out cut off ends before the next one asks")
  void noSecondRefresherBesideTheFirst() throws Exception {
    AuthSession session = signedIn(settings());
    issuer.hold();
    Callers<Generation> first = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    session.signIn(issuer.first());
    Callers<Generation> second = Callers.of(1, session.current()::refreshIfStill).awaitParked();

    issuer.answer();
    first.join();
    second.join();

    assertThat(issuer.mostAtOnce()).isEqualTo(1);
  }

  @Test
  @DisplayName("P2 a late 401 refreshes nothing and gets the successor at once")
  void lateRejection() {
    AuthSession session = signedIn(settings());
    Generation old = session.current();
    Generation next = old.refreshIfStill();

    assertThat(old.refreshIfStill()).isSameAs(next);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P2 a successor that is refused at once is replaced again (fault F)")
  void successorRefusedAtOnce() {
    AuthSession session = signedIn(settings());

    Generation third = session.current().refreshIfStill().refreshIfStill();

    assertThat(third.number()).isEqualTo(3);
    assertThat(issuer.refreshes()).isEqualTo(2);
  }

  @Test
  @DisplayName("P3 a call of an earlier epoch is not resent as whoever is signed in now (fault I)")
  void anotherUser() {
    AuthSession session = signedIn(settings());
    Generation ada = session.current();
    session.signOut();
    session.signIn(Credential.of("bob").withRefreshToken("bob"));

    assertThatThrownBy(ada::refreshIfStill).isInstanceOf(SessionEndedException.class);
    assertThat(issuer.refreshes()).isZero();
    assertThat(session.current().credential().accessToken()).isEqualTo("bob");
  }

  @Test
  @DisplayName("P3 numbers never start again, across sign-outs too (fault J)")
  void numbersGoOn() {
    AuthSession session = signedIn(settings());
    long before = session.current().refreshIfStill().number();
    session.signOut();
    session.signIn(issuer.first());

    assertThat(session.current().number()).isGreaterThan(before);
  }

  @Test
  @DisplayName("P4 the permit comes back when the refresher throws an Error")
  void permitAfterError() {
    AuthSession session = signedIn(settings());
    issuer.failWith(new NoClassDefFoundError("gone"));
    Generation held = session.current();

    assertThatThrownBy(held::refreshIfStill)
        .isInstanceOf(RefreshFailedException.class)
        .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    issuer.failWith(null);

    assertThat(held.refreshIfStill().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("P4 the slot comes back when the executor rejects the flight")
  void permitAfterRejection() {
    AtomicBoolean full = new AtomicBoolean();
    Executor executor =
        task -> {
          if (full.get()) {
            throw new RejectedExecutionException("full");
          }
          new Thread(task).start();
        };
    AuthSession session = signedIn(settings().executor(executor));
    Generation held = session.current();
    full.set(true);

    assertThatThrownBy(held::refreshIfStill)
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("RejectedExecutionException");
    full.set(false);

    assertThat(held.refreshIfStill().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("P4 the session goes on when a listener throws, an Error too")
  void throwingListener() {
    Heard heard = new Heard();
    SessionListener throwing =
        new SessionListener() {
          @Override
          public void refreshed(AuthSession session, RefreshEvent refresh) {
            throw new StackOverflowError("listener");
          }
        };
    AuthSession session = signedIn(settings().listener(throwing).listener(heard));

    assertThat(session.current().refreshIfStill().number()).isEqualTo(2);
    assertThat(session.current().refreshIfStill().number()).isEqualTo(3);
    heard.awaitExactly("signedIn", "refreshed", "refreshed");
  }

  @Test
  @DisplayName("P5 an interrupted caller leaves alone, and the flight serves the others")
  void interruptedCaller() throws Exception {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.hold();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Callers<Generation> leader =
        Callers.of(
            1,
            () -> {
              try {
                return held.refreshIfStill();
              } finally {
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    issuer.awaitAsked();
    Callers<Generation> followers = Callers.of(20, held::refreshIfStill).awaitParked();

    leader.interrupt();
    leader.join();
    issuer.answer();
    followers.join();

    assertThat(leader.failures()).singleElement().isInstanceOf(WaitAbandonedException.class);
    assertThat(stillInterrupted).isTrue();
    assertThat(followers.answers()).hasSize(20);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P5 a caller that is out of time starts no second refresh, and the flight commits")
  void callerOutOfTime() throws Exception {
    AuthSession session =
        signedIn(settings().policy(RefreshPolicy.defaults().maxWait(Duration.ofMillis(50))));
    Generation held = session.current();
    issuer.hold();

    assertThatThrownBy(held::refreshIfStill)
        .isInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("50 ms");
    assertThatThrownBy(held::refreshIfStill).isInstanceOf(WaitAbandonedException.class);
    issuer.answer();

    await().until(() -> session.current().number() == 2);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P5 a caller in a hurry leaves sooner than the policy demands")
  void callerInAHurry() {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.hold();

    assertThatThrownBy(() -> held.refreshIfStill("orders", Duration.ofMillis(30)))
        .isInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("30 ms");
    issuer.answer();

    assertThat(held.refreshIfStill().number()).isEqualTo(2);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P6 a commit goes: store, publish, waiters, listeners")
  void commitOrder() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    AtomicReference<AuthSession> watched = new AtomicReference<>();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            AuthSession session = watched.get();
            if (session != null) {
              order.add(
                  "stored while " + session.held().orElseThrow().accessToken() + " is published");
            }
            return super.compareAndSet(key, version, content);
          }
        };
    CountDownLatch answered = new CountDownLatch(1);
    SessionListener listener =
        new SessionListener() {
          @Override
          public void refreshed(AuthSession session, RefreshEvent refresh) {
            try {
              answered.await(); // hangs here for ever if listeners came before the waiters
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            order.add("heard");
          }
        };
    AuthSession session = signedIn(settings().store(store).listener(listener));
    watched.set(session);

    Generation next = session.current().refreshIfStill();
    order.add("answered with " + next.credential().accessToken());
    answered.countDown();

    await().until(() -> order.size() == 3);
    assertThat(order)
        .containsExactly("stored while access-1 is published", "answered with access-2", "heard");
  }

  @Test
  @DisplayName(
      "P6 a call proves a generation good while its successor lands, and nothing is lost (fault H)")
  void acceptedWhileItLands() throws Exception {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, held::refreshIfStill);
    issuer.awaitAsked();

    held.accepted();
    issuer.answer();

    assertThat(caller.join().answers()).singleElement().matches(next -> next.number() == 2);
    assertThat(session.current().refreshIfStill().number()).isEqualTo(3);
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("P6 a listener and a caller with its answer may refresh again at once (fault L)")
  void listenerRefreshes() {
    CountDownLatch done = new CountDownLatch(1);
    SessionListener listener =
        new SessionListener() {
          @Override
          public void refreshed(AuthSession session, RefreshEvent refresh) {
            if (session.current().number() < 4) {
              session.refresh();
            } else {
              done.countDown();
            }
          }
        };
    AuthSession session = signedIn(settings().listener(listener).executor(Runnable::run));

    session.current().refreshIfStill();

    await().until(() -> done.getCount() == 0);
    assertThat(issuer.refreshes()).isEqualTo(3);
  }

  @Test
  @DisplayName("P7 a fresh credential costs no byte")
  void freshCostsNothing() {
    issuer.issueFor(Duration.ofDays(1));
    AuthSession session = AuthSession.builder().refreshWith(issuer).build();
    session.signIn(issuer.first());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    spin(session);

    long before = threads.getCurrentThreadAllocatedBytes();
    spin(session);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // The measuring itself may cost a few objects; the calls may not cost one each.
    assertThat(allocated).isLessThan(10_000);
  }

  private static void spin(AuthSession session) {
    for (int i = 0; i < 10_000; i++) {
      session.current().accepted();
    }
  }

  @Test
  @DisplayName(
      "P7 a token that lives shorter than the way to it is used all the same, after one flight")
  void tokenExpiredOnArrival() throws Exception {
    issuer.issueFor(Duration.ofSeconds(1));
    AuthSession session = signedIn(settings());
    clock.advance(Duration.ofSeconds(2));
    issuer.hold();
    Callers<Generation> callers = Callers.of(5, session::current).awaitParked();
    clock.advance(Duration.ofSeconds(2));
    issuer.answer();

    assertThat(callers.join().answers()).hasSize(5);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P13 a refresher that needs its own session gets an exception and no deadlock")
  void reentry() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    AuthSession session =
        AuthSession.builder()
            .refreshWith(held -> Objects.requireNonNull(own.get()).current().credential())
            .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    own.set(session);
    session.signIn(issuer.first());

    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(RefreshFailedException.class)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would wait for itself");
  }

  @Test
  @DisplayName(
      "P30 a refresher that hangs ends the waiting, is interrupted, and gets no second beside it")
  void hangingRefresher() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  asked.incrementAndGet();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  end.await(); // goes on in spite of the interrupt
                  return Credential.of("late").withRefreshToken("late");
                })
            .policy(
                RefreshPolicy.defaults()
                    .timeout(Duration.ofMillis(50))
                    .coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    session.signIn(issuer.first());
    Generation held = session.current();

    // On a busy machine a flight may be out of time before its refresher is asked.
    while (asked.get() == 0) {
      assertThatThrownBy(held::refreshIfStill)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("has been running for more than 50 ms");
    }
    interrupted.await();
    assertThatThrownBy(held::refreshIfStill).isInstanceOf(RefreshFailedException.class);
    assertThat(asked).hasValue(1);
    end.countDown();

    // The late landing still commits: the server has spent the predecessor.
    await().until(() -> session.current().credential().accessToken().equals("late"));
    assertThat(held.refreshIfStill().credential().accessToken()).isEqualTo("late");
    assertThat(asked).hasValue(1);
  }

  @Test
  @DisplayName("P30 a lifetime counts by the session's clock from the moment it was asked for")
  void expiryFromTheRequest() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn(settings());
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    Instant asked = clock.instant();
    clock.advance(Duration.ofMinutes(3));
    issuer.answer();

    assertThat(caller.join().answers())
        .singleElement()
        .extracting(next -> next.credential().expiresAt().orElseThrow())
        .isEqualTo(asked.plus(Duration.ofMinutes(10)));
  }

  @Test
  @DisplayName(
      "P30 a refresher that hangs is interrupted also after a sign-in has cut its flight off")
  void hangingRefresherCutOff() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  if (held.accessToken().equals("second")) {
                    return Credential.of("third");
                  }
                  asked.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                  return null;
                })
            .policy(RefreshPolicy.defaults().timeout(Duration.ofSeconds(1)))
            .build();
    session.signIn(Credential.of("first"));
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    asked.await();

    session.signIn(Credential.of("second"));
    cutOff.join();
    interrupted.await();

    // Until it has really ended, refreshes fail at once.
    await()
        .ignoreExceptionsInstanceOf(RefreshFailedException.class)
        .until(() -> session.refresh().accessToken().equals("third"));
  }

  @Test
  @DisplayName("P13 a refresher that signs its own session in is told to return the credential")
  void refresherSignsIn() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  Objects.requireNonNull(own.get()).signIn(Credential.of("new"));
                  return null;
                })
            .build();
    own.set(session);
    session.signIn(issuer.first());

    assertThatThrownBy(session::refresh)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returns the credential");
  }
}
