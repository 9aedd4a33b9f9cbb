package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncRefreshTest {
  private static final int MANY = 10_000;
  private static final Object ORDERS = "orders";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final LaterIssuer issuer = new LaterIssuer();
  private final ManualTimer timer = new ManualTimer();

  private AuthSession signedIn(AuthSession.Builder settings) {
    AuthSession session = settings.build();
    session.signIn(LaterIssuer.credential(1));
    return session;
  }

  private AuthSession signedIn() {
    return signedIn(AuthSession.builder().refreshAsyncWith(issuer));
  }

  private void awaitAsked(int times) {
    await().until(() -> issuer.refreshes() == times);
  }

  @Test
  @DisplayName(
      "P1 ten thousand futures of one thread share one refresh, and none is done before it")
  void manyFutures() {
    AuthSession session = signedIn();
    Generation held = session.currentAsync().join();

    List<CompletableFuture<Generation>> calls =
        IntStream.range(0, MANY).mapToObj(i -> held.refreshIfStillAsync(ORDERS)).toList();
    awaitAsked(1);
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    issuer.answer(2);

    assertThat(calls).allSatisfy(call -> assertThat(call.join().number()).isEqualTo(2));
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P1 futures and threads share one flight, whichever kind the refresher is")
  void mixed() throws Exception {
    StrictIssuer blocking = new StrictIssuer().hold();
    AuthSession session = AuthSession.builder().refreshWith(blocking).build();
    session.signIn(blocking.first());
    Generation held = session.current();
    CompletableFuture<Generation> future = held.refreshIfStillAsync(ORDERS);
    Callers<Generation> threads = Callers.of(20, held::refreshIfStill).awaitParked();
    CompletableFuture<Generation> another = session.currentAsync();

    blocking.answer();

    assertThat(threads.join().answers()).hasSize(20).containsOnly(future.join());
    assertThat(another.join()).isSameAs(future.join());
    assertThat(blocking.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P2 a late 401 gets the successor at once, as a future too")
  void lateRejection() {
    AuthSession session = signedIn();
    Generation first = session.current();
    CompletableFuture<Generation> early = first.refreshIfStillAsync(ORDERS);
    awaitAsked(1);
    issuer.answer(2);
    early.join();

    CompletableFuture<Generation> late = first.refreshIfStillAsync(ORDERS);

    assertThat(late).isCompletedWithValue(early.join());
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P4 another thread lands the flight and gives the permit back")
  void landsOnAnotherThread() {
    AuthSession session = signedIn();
    for (int number = 2; number < 5; number++) {
      CompletableFuture<Generation> call = session.current().refreshIfStillAsync(ORDERS);
      awaitAsked(number - 1);
      issuer.answer(number);
      assertThat(call.join().number()).isEqualTo(number);
    }
  }

  static Stream<AsyncRefresher> faulty() {
    return Stream.of(
        held -> {
          throw new IOException("reset");
        },
        held -> {
          throw new NoClassDefFoundError("Codec");
        },
        held -> CompletableFuture.failedFuture(new IOException("reset")),
        held -> CompletableFuture.failedFuture(new NoClassDefFoundError("Codec")),
        held -> CompletableFuture.failedFuture(new CompletionException(new IOException("reset"))),
        held -> CompletableFuture.<@Nullable CredentialResponse>completedFuture(null),
        held -> CompletableFuture.completedFuture(() -> null),
        held ->
            CompletableFuture.completedFuture(
                () -> {
                  throw new StackOverflowError();
                }),
        AsyncRefreshTest::nothing);
  }

  @SuppressWarnings("NullAway") // what a refresher of somebody else's may do
  private static CompletableFuture<CredentialResponse> nothing(Credential held) {
    return null;
  }

  @ParameterizedTest
  @MethodSource("faulty")
  @DisplayName(
      "P4 whatever an asynchronous refresher does wrong, callers hear it and may try again")
  void faultyRefresher(AsyncRefresher faulty) {
    AtomicBoolean mended = new AtomicBoolean();
    RefreshPolicy noPause = RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO);
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .policy(noPause)
                .refreshAsyncWith(
                    held ->
                        mended.get()
                            ? CompletableFuture.completedFuture(LaterIssuer.credential(2))
                            : faulty.refresh(held)));
    Generation held = session.current();

    assertThatThrownBy(held.refreshIfStillAsync(ORDERS)::join)
        .hasCauseInstanceOf(RefreshFailedException.class);
    mended.set(true);

    assertThat(held.refreshIfStillAsync(ORDERS).join().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("P5 a cancelled future leaves the flight to the others")
  void cancelled() {
    // What is handed over runs at once, so a flight that ended with the future would be seen to.
    AuthSession session =
        signedIn(AuthSession.builder().refreshAsyncWith(issuer).executor(Runnable::run));
    Generation held = session.current();
    CompletableFuture<Generation> leader = held.refreshIfStillAsync(ORDERS);
    CompletableFuture<Generation> follower = held.refreshIfStillAsync(ORDERS);
    awaitAsked(1);

    follower.cancel(true);

    assertThat(leader).isNotDone();
    issuer.answer(2);
    assertThat(leader.join().number()).isEqualTo(2);
    assertThat(follower).isCancelled();
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P5 a future that has waited long enough leaves alone, and its alarm is forgotten")
  void outOfTime() {
    RefreshPolicy policy = RefreshPolicy.defaults().maxWait(Duration.ofSeconds(7));
    AuthSession session =
        signedIn(AuthSession.builder().refreshAsyncWith(issuer).policy(policy).timer(timer));
    Generation held = session.current();
    CompletableFuture<Generation> call = held.refreshIfStillAsync(ORDERS);
    awaitAsked(1);

    timer.fire(Duration.ofSeconds(7));

    assertThatThrownBy(call::join)
        .hasCauseInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("has waited 7 s");
    CompletableFuture<Generation> other = held.refreshIfStillAsync(ORDERS);
    issuer.answer(2);
    assertThat(other.join().number()).isEqualTo(2);
    assertThat(issuer.refreshes()).isEqualTo(1);
    await().until(() -> timer.isIdle());
  }

  @Test
  @DisplayName("P5 a future in a hurry waits no longer than it wants, nor than the policy allows")
  void inAHurry() {
    RefreshPolicy policy = RefreshPolicy.defaults().maxWait(Duration.ofSeconds(7));
    AuthSession session =
        signedIn(AuthSession.builder().refreshAsyncWith(issuer).policy(policy).timer(timer));
    Generation held = session.current();
    CompletableFuture<Generation> hasty = held.refreshIfStillAsync(ORDERS, Duration.ofSeconds(3));
    CompletableFuture<Generation> patient = held.refreshIfStillAsync(ORDERS, Duration.ofSeconds(9));
    awaitAsked(1);

    timer.fire(Duration.ofSeconds(3));
    assertThatThrownBy(hasty::join).hasMessageContaining("has waited 3 s");
    assertThat(patient).isNotDone();
    timer.fire(Duration.ofSeconds(7));
    assertThatThrownBy(patient::join).hasMessageContaining("has waited 7 s");
    issuer.answer(2);
  }

  @Test
  @DisplayName("P6 what follows a future may refresh and wait: no permit is held any more")
  void callbackRefreshes() {
    AuthSession session = signedIn();
    CompletableFuture<Credential> followed =
        session.current().refreshIfStillAsync(ORDERS).thenApply(next -> session.refresh());
    awaitAsked(1);

    issuer.answer(2);
    awaitAsked(2);
    issuer.answer(3);

    assertThat(followed.join().accessToken()).isEqualTo("access-3");
  }

  @Test
  @DisplayName("P6 what follows one future may wait for another of the same flight")
  void callbackWaitsForAnother() {
    AuthSession session = signedIn();
    Generation held = session.current();
    CompletableFuture<Generation> one = held.refreshIfStillAsync(ORDERS);
    CompletableFuture<Generation> other = held.refreshIfStillAsync(ORDERS);
    // Whichever is completed first would keep the other from being completed.
    CompletableFuture<Generation> first = one.thenApply(next -> other.join());
    CompletableFuture<Generation> second = other.thenApply(next -> one.join());
    awaitAsked(1);

    issuer.answer(2);

    assertThat(first.join().number()).isEqualTo(2);
    assertThat(second.join().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("P8 each future gets an exception of its own, with the shared cause")
  void sharedFailure() {
    AuthSession session = signedIn();
    Generation held = session.current();
    List<CompletableFuture<Generation>> calls =
        IntStream.range(0, 100).mapToObj(i -> held.refreshIfStillAsync(ORDERS)).toList();
    awaitAsked(1);

    issuer.fail(new IOException("reset"));

    Set<Throwable> own = new HashSet<>();
    Set<Throwable> causes = new HashSet<>();
    for (CompletableFuture<Generation> call : calls) {
      Throwable failure = call.handle((next, why) -> Objects.requireNonNull(why)).join();
      assertThat(failure).isInstanceOf(RefreshFailedException.class);
      own.add(failure);
      causes.add(failure.getCause());
    }
    assertThat(own).hasSize(calls.size());
    assertThat(causes).hasSize(1);
  }

  @Test
  @DisplayName("P11 an asynchronous refusal expires the session")
  void refused() {
    AuthSession session = signedIn();
    CompletableFuture<Generation> call = session.current().refreshIfStillAsync(ORDERS);
    awaitAsked(1);

    issuer.fail(new CompletionException(new RefreshRefusedException("invalid_grant")));

    assertThatThrownBy(call::join).hasCauseInstanceOf(SessionExpiredException.class);
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
  }

  @Test
  @DisplayName("P13 an asynchronous refresher that calls its own session is told so, not parked")
  void reentry() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .refreshAsyncWith(
                    held ->
                        Objects.requireNonNull(own.get())
                            .currentAsync()
                            .thenApply(next -> next.credential())));
    own.set(session);

    assertThatThrownBy(session.current().refreshIfStillAsync(ORDERS)::join)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would wait for itself");
  }

  @Test
  @DisplayName("P13 behind a later stage it runs out of time, and the flight lands")
  void reentryLater() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    CompletableFuture<String> elsewhere = new CompletableFuture<>();
    RefreshPolicy policy = RefreshPolicy.defaults().maxWait(Duration.ofSeconds(7));
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .policy(policy)
                .timer(timer)
                .refreshAsyncWith(
                    held -> {
                      issuer.refresh(held);
                      return elsewhere
                          .thenCompose(said -> Objects.requireNonNull(own.get()).currentAsync())
                          .thenApply(Generation::credential);
                    }));
    own.set(session);
    CompletableFuture<Generation> call = session.current().refreshIfStillAsync(ORDERS);
    awaitAsked(1);
    elsewhere.complete("said");

    timer.fire(Duration.ofSeconds(7));

    assertThatThrownBy(call::join).hasCauseInstanceOf(WaitAbandonedException.class);
    await().until(() -> timer.isIdle()); // the flight's deadline too: it has landed
  }

  @Test
  @DisplayName("P4 an answer lands though the next flight holds the only thread of the executor")
  void oneThread() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      AuthSession session =
          signedIn(
              AuthSession.builder()
                  .refreshAsyncWith(issuer)
                  .executor(one)
                  .policy(RefreshPolicy.defaults().timeout(RefreshPolicy.FOREVER)));
      CompletableFuture<Generation> first = session.current().refreshIfStillAsync(ORDERS);
      awaitAsked(1);
      session.signIn(LaterIssuer.credential(10));
      CompletableFuture<Generation> next = session.current().refreshIfStillAsync(ORDERS);

      issuer.answer(2); // behind the next flight, which waits for the permit
      awaitAsked(2);
      issuer.answer(11);

      assertThat(next.join().credential().accessToken()).isEqualTo("access-11");
      assertThatThrownBy(first::join).hasCauseInstanceOf(SessionEndedException.class);
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  @DisplayName("P5 nobody waits for whoever aborts an exchange")
  void abortBlocks() throws Exception {
    CountDownLatch aborting = new CountDownLatch(1);
    CompletableFuture<CredentialResponse> never = new CompletableFuture<>();
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .timer(timer)
                .refreshAsyncWith(
                    new AsyncRefresher() {
                      @Override
                      public CompletionStage<CredentialResponse> refresh(Credential held) {
                        return never;
                      }

                      @Override
                      public void abort(CompletionStage<?> answer) {
                        try {
                          aborting.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                      }
                    }));
    CompletableFuture<Generation> waiting = session.current().refreshIfStillAsync(ORDERS);
    Thread deadline = new Thread(() -> timer.fire(RefreshPolicy.defaults().timeout));

    deadline.start();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(RefreshFailedException.class);
    aborting.countDown();
    deadline.join();
  }

  @Test
  @DisplayName("P30 an exchange that begins only after its deadline is aborted all the same")
  void abortedLate() {
    CompletableFuture<CredentialResponse> never = new CompletableFuture<>();
    CompletableFuture<CompletionStage<?>> aborted = new CompletableFuture<>();
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .timer(timer)
                .refreshAsyncWith(
                    new AsyncRefresher() {
                      @Override
                      public CompletionStage<CredentialResponse> refresh(Credential held) {
                        timer.fire(RefreshPolicy.defaults().timeout);
                        return never;
                      }

                      @Override
                      public void abort(CompletionStage<?> answer) {
                        aborted.complete(answer);
                      }
                    }));

    CompletableFuture<Generation> call = session.current().refreshIfStillAsync(ORDERS);

    assertThatThrownBy(call::join).hasCauseInstanceOf(RefreshFailedException.class);
    assertThat(aborted.join()).isSameAs(never);
  }

  @Test
  @DisplayName("P20 a sign-out answers the futures that wait")
  void signOut() {
    AuthSession session = signedIn();
    CompletableFuture<Generation> call = session.current().refreshIfStillAsync(ORDERS);
    awaitAsked(1);

    session.signOut();

    assertThatThrownBy(call::join).hasCauseInstanceOf(SessionEndedException.class);
    issuer.answer(2);
    assertThat(session.held()).isEmpty();
  }

  @Test
  @DisplayName(
      "P1 P30 the deadline ends the waiting alone: what goes on is not asked a second time")
  void outlivesItsDeadline() {
    AuthSession session = signedIn(AuthSession.builder().refreshAsyncWith(issuer).timer(timer));
    Generation held = session.current();
    CompletableFuture<Generation> call = held.refreshIfStillAsync(ORDERS);
    awaitAsked(1);

    timer.fire(Duration.ofSeconds(30));

    assertThatThrownBy(call::join)
        .hasCauseInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("running for more than 30 s");
    assertThat(issuer.aborted()).isEqualTo(1);
    assertThat(issuer.pending()).isNotDone();
    assertThatThrownBy(held.refreshIfStillAsync(ORDERS)::join)
        .hasMessageContaining("running for more than 30 s");
    assertThat(issuer.refreshes()).isEqualTo(1);
    issuer.answer(2);
    await().until(() -> session.current().number() == 2);
  }

  @Test
  @DisplayName("P6 a sign-in is heard before the sign-out of somebody whom it has freed")
  void heardInOrder() {
    Heard heard = new Heard();
    AuthSession session =
        signedIn(
            AuthSession.builder().refreshAsyncWith(issuer).executor(Runnable::run).listener(heard));
    CompletableFuture<Void> signsOut =
        session
            .current()
            .refreshIfStillAsync(ORDERS)
            .handle(
                (reached, why) -> {
                  session.signOut();
                  return null;
                });

    session.signIn(LaterIssuer.credential(5));

    assertThat(signsOut).isCompleted();
    heard.awaitExactly("signedIn", "signedIn", "signedOut", "signInNeeded SIGNED_OUT");
    issuer.answer(9);
  }

  @Test
  @DisplayName("B15 no thread waits for the store when a future needs it")
  void storeToBeRead() {
    CountDownLatch readable = new CountDownLatch(1);
    SessionStore slow =
        new UnsharedStore() {
          @Override
          public Optional<Entry> load(String key) throws IOException {
            try {
              readable.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return super.load(key);
          }
        };
    AuthSession session = AuthSession.builder().refreshAsyncWith(issuer).store(slow).build();

    CompletableFuture<Generation> call = session.currentAsync();
    assertThat(call).isNotDone();
    readable.countDown();

    assertThatThrownBy(call::join).hasCauseInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P19 a future is null where calls of a signed-out session go bare")
  void bare() {
    AuthSession session =
        AuthSession.builder().refreshAsyncWith(issuer).sendBareWhenSignedOut().build();

    assertThat(session.currentOrBareAsync(LONG)).isCompletedWithValue(null);
    assertThat(session.currentOrBare(LONG)).isNull();
    session.signIn(LaterIssuer.credential(1));
    assertThat(session.currentOrBareAsync(LONG).join()).isSameAs(session.current());
  }

  @Test
  @DisplayName("P19 where calls go bare nobody is asked to sign in, though a store has to be read")
  void bareAsksNobody() {
    List<SignInReason> asked = new CopyOnWriteArrayList<>();
    for (boolean blocking : new boolean[] {true, false}) {
      AuthSession session =
          AuthSession.builder()
              .refreshAsyncWith(issuer)
              .store(SessionStore.inMemory())
              .sendBareWhenSignedOut()
              .onSignInNeeded(asked::add)
              .executor(Runnable::run)
              .build();

      assertThat(blocking ? session.currentOrBare(LONG) : session.currentOrBareAsync(LONG).join())
          .isNull();
      assertThat(blocking ? session.currentOrBare(LONG) : session.currentOrBareAsync(LONG).join())
          .isNull();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("P19 a future fails where nobody is signed in")
  void notSignedIn() {
    AuthSession session = AuthSession.builder().refreshAsyncWith(issuer).build();

    assertThatThrownBy(session.currentOrBareAsync(LONG)::join)
        .hasCauseInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P4 an executor that rejects everything leaves no future without an answer")
  void executorRejects() {
    AtomicBoolean shut = new AtomicBoolean();
    AuthSession session =
        signedIn(
            AuthSession.builder()
                .refreshAsyncWith(issuer)
                .executor(
                    task -> {
                      if (shut.get()) {
                        throw new RejectedExecutionException("shut");
                      }
                      new Thread(task).start();
                    }));
    Generation held = session.current();
    CompletableFuture<Generation> inTheAir = held.refreshIfStillAsync(ORDERS);
    awaitAsked(1);
    shut.set(true);

    issuer.answer(2);

    Generation second = inTheAir.join();
    assertThat(second.number()).isEqualTo(2);
    assertThatThrownBy(second.refreshIfStillAsync(ORDERS)::join)
        .hasCauseInstanceOf(RefreshFailedException.class);
  }
}
