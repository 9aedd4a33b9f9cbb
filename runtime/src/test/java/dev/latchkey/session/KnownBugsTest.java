package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with the one refresh that many callers share. */
class KnownBugsTest {
  private static final int MANY = 16;
  private static final Object ORDERS = "orders";

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();

  private AuthSession.Builder settings() {
    return AuthSession.builder().refreshWith(issuer).clock(clock).jitter(() -> 1);
  }

  private AuthSession signedIn(AuthSession.Builder settings) {
    AuthSession session = settings.build();
    session.signIn(issuer.first());
    return session;
  }

  private AuthSession signedIn() {
    return signedIn(settings());
  }

  @Test
  @DisplayName("b1' a refresher that throws before it has asked anybody wedges nobody")
  void throwsBeforeItAsks() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .clock(clock)
                .refreshAsyncWith(
                    held -> {
                      if (broken.get()) {
                        throw new IllegalStateException("no such host");
                      }
                      return CompletableFuture.completedFuture(LaterIssuer.credential(2));
                    }));
    Generation held = session.current();

    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).join();
    assertThat(callers.failures()).hasSize(MANY);
    assertThat(callers.failures()).hasOnlyElementsOfType(RefreshFailedException.class);

    broken.set(false);
    clock.advance(Duration.ofMinutes(1));
    assertThat(held.refreshIfStill().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("b1' a refresh that gets no thread, or no alarm, gives its place back")
  void cannotTakeOff() {
    AtomicBoolean broken = new AtomicBoolean();
    AuthSession.Builder noThread =
        settings()
            .executor(
                task -> {
                  if (broken.get()) {
                    throw new RejectedExecutionException("full");
                  }
                  task.run();
                });
    AuthSession.Builder noAlarm =
        settings()
            .timer(
                (delay, task) -> {
                  if (broken.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                  return () -> {};
                });
    for (AuthSession.Builder settings : List.of(noThread, noAlarm)) {
      broken.set(false);
      AuthSession session = signedIn(settings);
      Generation held = session.current();
      broken.set(true);
      assertThatThrownBy(held::refreshIfStill).isInstanceOf(RefreshFailedException.class);

      broken.set(false);
      clock.advance(Duration.ofMinutes(1));
      assertThat(held.refreshIfStill().number()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("b2 a refresh counts once however many joined it, and the next 401 is genuine")
  void joinersCountNothing() throws Exception {
    AuthSession session = signedIn();
    Generation held = session.current();
    issuer.hold();
    Callers<Generation> joined = Callers.of(MANY, held::refreshIfStill).awaitParked();
    issuer.answer();
    Generation next = joined.join().answers().get(0);
    assertThat(next.number()).isEqualTo(2);

    Callers<Generation> again = Callers.of(MANY, next::refreshIfStill).join();

    assertThat(again.answers()).hasSize(MANY).allMatch(third -> third.number() == 3);
    assertThat(issuer.refreshes()).isEqualTo(2);
  }

  @Test
  @DisplayName("b3 a sign-out during a refresh is in force at once, and wipes no later sign-in")
  void signOutDuringRefresh() throws Exception {
    SessionStore store = SessionStore.inMemory();
    CountDownLatch landed = new CountDownLatch(1);
    SessionListener listener =
        new SessionListener() {
          @Override
          public void refreshEnded(AuthSession session, RefreshEvent refresh) {
            landed.countDown();
          }
        };
    AuthSession session = signedIn(settings().store(store).listener(listener));
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();

    session.signOut();
    assertThatThrownBy(session::current).isExactlyInstanceOf(NotSignedInException.class);
    session.signIn(Credential.of("bob"));
    issuer.answer();
    landed.await();

    assertThat(caller.join().failures()).hasOnlyElementsOfType(SessionEndedException.class);
    assertThat(session.held()).contains(Credential.of("bob"));
    assertThat(settings().store(store).build().held()).contains(Credential.of("bob"));
  }

  @Test
  @DisplayName("b4 who began the refresh and cancels strands nobody, neither threads nor futures")
  void cancelledLeader() throws Exception {
    AuthSession session = signedIn();
    Generation held = session.current();
    issuer.hold();
    CompletableFuture<Generation> leader = held.refreshIfStillAsync(ORDERS);
    issuer.awaitAsked();
    Callers<Generation> threads = Callers.of(MANY, held::refreshIfStill).awaitParked();
    CompletableFuture<Generation> future = session.currentAsync();

    leader.cancel(true);
    issuer.answer();

    assertThat(threads.join().answers()).hasSize(MANY).containsOnly(future.join());
    assertThat(held.refreshIfStill()).isSameAs(future.join());
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("b5 a refresh that fails while the old token serves answers those who wait for it")
  void failureWithFallback() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn();
    Generation held = session.current();
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    issuer.hold();
    issuer.failWith(new IOException("reset"));
    assertThat(session.current()).isSameAs(held); // which begins an early refresh
    issuer.awaitAsked();
    Callers<Generation> rejected = Callers.of(MANY, held::refreshIfStill).awaitParked();

    issuer.answer();

    assertThat(rejected.join().failures()).hasSize(MANY);
    assertThat(rejected.failures()).hasOnlyElementsOfType(RefreshFailedException.class);
    assertThat(session.current()).isSameAs(held);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("b6 a caller that is out of time gets an exception, and no refresh of its own")
  void outOfTime() throws Exception {
    AuthSession session =
        signedIn(settings().policy(RefreshPolicy.defaults().maxWait(Duration.ofMillis(20))));
    Generation held = session.current();
    issuer.hold();

    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).join();
    issuer.awaitAsked();
    issuer.answer();

    assertThat(callers.failures()).hasSize(MANY);
    assertThat(callers.failures()).hasOnlyElementsOfType(WaitAbandonedException.class);
    await().until(() -> session.held().orElseThrow().accessToken().equals("access-2"));
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("b7 a failure is shared by everybody who waited, and kept for a cool-down")
  void sharedFailure() throws Exception {
    AuthSession session = signedIn();
    Generation held = session.current();
    issuer.hold();
    issuer.failWith(new IOException("reset"));
    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).awaitParked();
    issuer.answer();
    assertThat(callers.join().failures()).hasSize(MANY);
    assertThat(Callers.of(MANY, held::refreshIfStill).join().failures()).hasSize(MANY);
    assertThat(issuer.refreshes()).isEqualTo(1);

    issuer.failWith(null);
    clock.advance(Duration.ofSeconds(1));

    assertThat(Callers.of(MANY, held::refreshIfStill).join().answers()).hasSize(MANY);
    assertThat(issuer.refreshes()).isEqualTo(2);
  }

  @Test
  @DisplayName("b10 callers that find a token expired replace it once, in each of fifty rounds")
  void expiredForAll() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn();

    for (int round = 1; round <= 50; round++) {
      clock.advance(Duration.ofMinutes(10));
      int number = round + 1;
      assertThat(Callers.of(4, session::current).join().answers())
          .hasSize(4)
          .allMatch(next -> next.number() == number);
    }

    assertThat(issuer.refreshes()).isEqualTo(50);
  }

  @Test
  @DisplayName("b10' a refresher that answers later is asked once, however many wait for that")
  void resultNotRecipe() throws Exception {
    LaterIssuer later = new LaterIssuer();
    AuthSession session = signedIn(AuthSession.builder().refreshAsyncWith(later));
    Generation held = session.current();
    List<CompletableFuture<Generation>> futures =
        Stream.generate(() -> held.refreshIfStillAsync(ORDERS)).limit(MANY).toList();
    Callers<Generation> threads = Callers.of(MANY, held::refreshIfStill).awaitParked();
    await().until(() -> later.refreshes() == 1);

    later.answer(2);

    assertThat(threads.join().answers()).hasSize(MANY).containsOnly(futures.get(0).join());
    assertThat(futures).allMatch(future -> future.join() == futures.get(0).join());
    assertThat(later.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("b13 a refresh that lands late gives up its own place, and not that of the next")
  void ownPlaceOnly() throws Exception {
    AuthSession session = signedIn();
    issuer.hold();
    Callers<Generation> first = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signIn(Credential.of("second").withRefreshToken("refresh-2"));
    Generation held = session.current();
    Callers<Generation> second = Callers.of(1, held::refreshIfStill).awaitParked();

    issuer.answer();
    first.join();
    Callers<Generation> third = Callers.of(MANY, held::refreshIfStill).join();

    assertThat(second.join().answers()).hasSize(1);
    assertThat(third.answers()).hasSize(MANY).containsOnly(second.answers().get(0));
    assertThat(issuer.refreshes()).isEqualTo(2);
  }
}
