package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with what a refresh replaces: when, by what, and for how long. */
class KnownCredentialBugsTest {
  private static final int MANY = 16;
  private static final Object ORDERS = "orders";
  private static final Object ADMIN = "admin";

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

  /** What a server, a network or a bug can throw, and none of it a refusal. */
  private static List<Throwable> failures() {
    return List.of(
        new ConnectException("refused"),
        new UncheckedIOException(new IOException("reset")),
        new RefreshFailedException("The server is down.", "503", null),
        new MisconfiguredException("Mend the secret.", "invalid_client", null),
        new SecurityException("401"),
        new StackOverflowError("decoder"));
  }

  @Test
  @DisplayName("b2'' a successor is told by its number, also when its token is the same text")
  void sameText() {
    Credential same = Credential.of("same").withRefreshToken("same");
    AuthSession session = AuthSession.builder().refreshWith(held -> same).build();
    session.signIn(same);
    Generation held = session.current();

    Generation next = held.refreshIfStill();

    assertThat(next.number()).isEqualTo(2);
    assertThat(held.refreshIfStill()).isSameAs(next);
    assertThat(next.refreshIfStill().number()).isEqualTo(3);
  }

  @Test
  @DisplayName("b9 a failed refresh changes nothing that is held or stored, whatever it threw")
  void failureKeepsAll() throws Exception {
    SessionStore store = SessionStore.inMemory();
    AuthSession session = signedIn(settings().store(store));
    byte[] stored = store.load("default").orElseThrow().content();

    for (Throwable failure : failures()) {
      issuer.failWith(failure);
      assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);
      assertThat(session.held()).contains(issuer.first());
      assertThat(store.load("default").orElseThrow().content()).isEqualTo(stored);
      clock.advance(Duration.ofMinutes(5));
    }
    issuer.failWith(null);

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("b9 a refresh token that an answer leaves out is kept, refresh after refresh")
  void omittedRefreshToken() {
    AuthSession session =
        AuthSession.builder()
            .refreshWith(held -> Credential.of("by " + held.refreshToken()))
            .build();
    session.signIn(Credential.of("first").withRefreshToken("kept"));

    for (int i = 0; i < 3; i++) {
      assertThat(session.refresh()).isEqualTo(Credential.of("by kept").withRefreshToken("kept"));
    }
  }

  @Test
  @DisplayName("b10 a token of unknown expiry is good until a 401")
  void unknownExpiry() {
    AuthSession session = signedIn();
    Generation held = session.current();
    clock.advance(Duration.ofDays(3_650));

    assertThat(session.current()).isSameAs(held);
    assertThat(issuer.refreshes()).isZero();
    assertThat(held.refreshIfStill().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("b15 margin, expiry and cool-down each begin and end at their millisecond")
  void boundaries() {
    issuer.issueFor(Duration.ofMinutes(10));
    // On this thread, so that a flight that takes off has landed when it is looked for.
    AuthSession session = signedIn(settings().executor(Runnable::run));
    issuer.failWith(new IOException("reset"));
    Duration margin = Duration.ofSeconds(54); // a minute, less a tenth of jitter
    Duration milli = Duration.ofMillis(1);

    clock.advance(Duration.ofMinutes(10).minus(margin).minus(milli));
    session.current();
    assertThat(issuer.refreshes()).isZero();
    clock.advance(milli);
    session.current();
    assertThat(issuer.refreshes()).isEqualTo(1);

    clock.advance(margin.minus(milli));
    assertThat(session.current().number()).isEqualTo(1);
    assertThat(issuer.refreshes()).isEqualTo(2);
    clock.advance(milli);
    assertThatThrownBy(session::current).isInstanceOf(RefreshFailedException.class);
    assertThat(issuer.refreshes()).isEqualTo(2);

    issuer.failWith(null);
    clock.advance(Duration.ofSeconds(2).minus(milli).minus(milli));
    assertThatThrownBy(session::current).isInstanceOf(RefreshFailedException.class);
    clock.advance(milli);
    assertThat(session.current().number()).isEqualTo(2);
  }

  @Test
  @DisplayName("b15 an early refresh fails no call, whatever it throws")
  void earlyRefreshThrows() {
    issuer.issueFor(Duration.ofMinutes(10));
    for (Throwable failure : failures()) {
      AuthSession session = signedIn(settings().executor(Runnable::run));
      Generation held = session.current();
      clock.advance(Duration.ofMinutes(9).plusSeconds(30));
      int before = issuer.refreshes();
      issuer.failWith(failure);

      assertThat(session.current()).isSameAs(held);
      assertThat(session.current()).isSameAs(held);
      assertThat(issuer.refreshes()).isEqualTo(before + 1);
    }
  }

  @Test
  @DisplayName("b16 only a refusal ends the session, and no other failure does")
  void onlyRefusals() {
    for (Throwable failure : failures()) {
      AuthSession session = signedIn();
      issuer.failWith(failure);
      assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);
      assertThat(session.state()).as("%s", failure).isEqualTo(AuthSession.State.ACTIVE);
    }
    AuthSession session = signedIn();
    issuer.failWith(new RefreshRefusedException("invalid_grant"));
    assertThatThrownBy(session::refresh).isInstanceOf(SessionExpiredException.class);
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
  }

  @Test
  @DisplayName("b16 an interrupted caller gets an exception, stays interrupted, gets no old token")
  void interrupted() throws Exception {
    Generation held = signedIn().current();
    issuer.hold();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Callers<Generation> caller =
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
    caller.interrupt();

    assertThat(caller.join().failures()).hasOnlyElementsOfType(WaitAbandonedException.class);
    assertThat(caller.answers()).isEmpty();
    assertThat(stillInterrupted).isTrue();
    issuer.answer();
  }

  @Test
  @DisplayName("b21 a new token that is rejected too starts no refresh until a cool-down is over")
  void newTokenRejected() throws Exception {
    AuthSession session = signedIn();
    Generation held = session.current();
    held.accepted(ORDERS);
    Callers<Generation> resent =
        Callers.of(
                MANY,
                () -> {
                  Generation next = held.refreshIfStill(ADMIN);
                  next.rejectedAgain(ADMIN);
                  return next;
                })
            .join();

    Generation next = resent.answers().get(0);
    Callers<Generation> later = Callers.of(MANY, () -> next.refreshIfStill(ADMIN)).join();

    assertThat(later.answers()).hasSize(MANY).containsOnly(next);
    assertThat(issuer.refreshes()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(next.refreshIfStill(ADMIN).number()).isEqualTo(3);
  }

  @Test
  @DisplayName("b22 whoever wakes finds the successor in the session, be it thread or callback")
  void visibleBeforeWaking() throws Exception {
    AuthSession session = signedIn();
    Generation held = session.current();
    issuer.hold();
    List<CompletableFuture<Boolean>> callbacks =
        Stream.generate(() -> held.refreshIfStillAsync(ORDERS))
            .limit(MANY)
            .map(future -> future.thenApply(next -> session.current() == next))
            .toList();
    Callers<Boolean> threads =
        Callers.of(MANY, () -> held.refreshIfStill() == session.current()).awaitParked();

    issuer.answer();

    assertThat(threads.join().answers()).hasSize(MANY).containsOnly(true);
    assertThat(callbacks).allMatch(CompletableFuture::join);
  }

  @Test
  @DisplayName("b26 no spent refresh token is presented, whenever callers come")
  void readWithinTheFlight() throws Exception {
    AuthSession session = signedIn();

    Callers<Generation> callers =
        Callers.of(
                8,
                () -> {
                  for (int i = 0; i < 25; i++) {
                    session.current().refreshIfStill();
                    session.refresh();
                  }
                  return session.current();
                })
            .join();

    assertThat(callers.failures()).isEmpty();
    assertThat(issuer.sawReuse()).isFalse();
    assertThat(issuer.mostAtOnce()).isEqualTo(1);
  }

  @Test
  @DisplayName("b28 without any setting a refresh ends after 30 s, and waiting for it after 10 s")
  void endsByDefault() throws Exception {
    LaterIssuer never = new LaterIssuer();
    ManualTimer timer = new ManualTimer();
    AuthSession session = signedIn(AuthSession.builder().refreshAsyncWith(never).timer(timer));
    Generation held = session.current();
    CompletableFuture<Generation> future = held.refreshIfStillAsync(ORDERS);
    Callers<Generation> thread = Callers.of(1, held::refreshIfStill).awaitParked();
    await().until(() -> never.refreshes() == 1);

    timer.fire(Duration.ofSeconds(10));
    assertThatThrownBy(future::join).hasCauseInstanceOf(WaitAbandonedException.class);
    timer.fire(Duration.ofSeconds(30));

    assertThat(thread.join().failures())
        .singleElement()
        .isInstanceOf(RefreshFailedException.class)
        .asString()
        .contains("has been running for more than 30 s");
    assertThat(never.aborted()).isEqualTo(1);
  }
}
