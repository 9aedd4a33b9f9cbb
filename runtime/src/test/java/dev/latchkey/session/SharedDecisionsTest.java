package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is signed in where two processes decide it, each of which knows but a part. */
class SharedDecisionsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Credential ADA = Credential.of("ada").withRefreshToken("ada");
  private static final Credential BOB = Credential.of("bob").withRefreshToken("bob");

  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer();
  private final SharedStore store = new SharedStore();
  private final AtomicInteger asked = new AtomicInteger();

  private AuthSession.Builder settings(SharedStore store, DoubleSupplier chance) {
    return AuthSession.builder()
        .refreshWith(
            held ->
                Credential.of(held.accessToken() + asked.incrementAndGet())
                    .withRefreshToken(held.accessToken()))
        .store(store)
        .clock(clock)
        .jitter(chance)
        .timer(timer)
        .policy(
            RefreshPolicy.defaults()
                .storeCheckInterval(HOUR)
                .coolDown(Duration.ZERO, Duration.ZERO));
  }

  private AuthSession process(double chance) {
    return settings(store, () -> chance).build();
  }

  private static String token(AuthSession session) {
    return session.current().credential().accessToken();
  }

  @Test
  @DisplayName(
      "P3 of two sign-ins at one moment in two processes one decides, whoever is done first")
  void twoSignIns() {
    AuthSession early = process(0.2);
    AuthSession late = process(0.7);
    early.signIn(ADA);
    assertThat(late.refresh().accessToken()).isEqualTo("ada1");
    SignInAttempt ada = early.beginSignIn();
    SignInAttempt bob = late.beginSignIn();

    ada.complete(ADA);
    Generation adas = early.current();
    bob.complete(BOB);

    assertThat(token(late)).isEqualTo("bob");
    assertThatThrownBy(adas::refreshIfStill).isInstanceOf(SessionEndedException.class);
    assertThat(token(early)).isEqualTo("bob");
  }

  @Test
  @DisplayName("P3 the other of the two is told, if it is done last")
  void superseded() {
    AuthSession early = process(0.2);
    AuthSession late = process(0.7);
    SignInAttempt ada = early.beginSignIn();
    SignInAttempt bob = late.beginSignIn();

    bob.complete(BOB);

    assertThatThrownBy(() -> ada.complete(ADA)).isInstanceOf(SignInSupersededException.class);
    assertThat(token(process(0.5))).isEqualTo("bob");
  }

  @Test
  @DisplayName("P20 a sign-out elsewhere during a sign-in is not undone by it")
  void signedOutDuringASignIn() {
    AuthSession here = process(0.2);
    AuthSession elsewhere = process(0.7);
    elsewhere.signIn(ADA);
    SignInAttempt attempt = here.beginSignIn();
    clock.advance(Duration.ofSeconds(1));

    elsewhere.signOut();

    assertThatThrownBy(() -> attempt.complete(BOB)).isInstanceOf(SignInSupersededException.class);
    assertThat(process(0.5).state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P3 who signs in where the entry is gone is followed by those who knew it")
  void entryGone() {
    AuthSession running = process(0.2);
    running.signIn(ADA);
    running.signOut();
    running.signIn(ADA);
    store.lose();
    clock.advance(Duration.ofSeconds(1));

    process(0.1).signIn(BOB);

    clock.advance(HOUR);
    await().until(() -> token(running).equals("bob"));
  }

  @Test
  @DisplayName("B2 a session that sends bare calls finds a sign-in elsewhere after the interval")
  void bareCalls() {
    AuthSession here = settings(store, () -> 0.2).sendBareWhenSignedOut().build();
    assertThat(here.currentOrBare()).isNull();
    process(0.7).signIn(ADA);
    int loads = store.loads.get();
    assertThat(here.currentOrBare()).isNull();
    assertThat(store.loads).hasValue(loads);

    clock.advance(HOUR);

    assertThat(here.currentOrBare()).isNotNull();
  }

  @Test
  @DisplayName("P27 who has counted further than the store goes on with what the store says")
  void countedFurther() {
    SharedStore link = store.another();
    AuthSession here = process(0.2);
    AtomicInteger refusing = new AtomicInteger();
    AuthSession elsewhere =
        settings(link, () -> 0.7)
            .refreshWith(
                held -> {
                  if (refusing.get() > 0) {
                    throw new RefreshRefusedException("invalid_grant");
                  }
                  return Credential.of("bob, refreshed");
                })
            .build();
    here.signIn(ADA);
    assertThat(token(elsewhere)).isEqualTo("ada");
    store.isFull(true);
    for (int i = 0; i < 3; i++) {
      Credential unused = here.refresh();
    }
    clock.advance(Duration.ofSeconds(1));
    elsewhere.signIn(BOB);
    store.isFull(false);
    clock.advance(HOUR);
    await().until(() -> token(here).equals("bob"));

    assertThat(elsewhere.refresh().accessToken()).isEqualTo("bob, refreshed");
    clock.advance(HOUR);
    await().until(() -> token(here).equals("bob, refreshed"));

    refusing.incrementAndGet();
    assertThatThrownBy(elsewhere::refresh).isInstanceOf(SessionExpiredException.class);
    clock.advance(HOUR);
    await()
        .untilAsserted(
            () -> assertThatThrownBy(here::current).isInstanceOf(NotSignedInException.class));
  }

  @Test
  @DisplayName("P20 a sign-out that reaches the store late ends no sign-in that was later")
  void lateSignOut() {
    SharedStore link = store.another();
    AuthSession here = process(0.2);
    AuthSession elsewhere = settings(link, () -> 0.7).build();
    here.signIn(ADA);
    assertThat(token(elsewhere)).isEqualTo("ada");
    store.isDown(true);
    assertThatThrownBy(here::signOut).isInstanceOf(StoreUnavailableException.class);
    clock.advance(Duration.ofSeconds(1));
    elsewhere.signIn(BOB);

    store.isDown(false);
    timer.fire(Duration.ofMillis(100));

    assertThat(token(process(0.5))).isEqualTo("bob");
    assertThat(timer.isIdle()).isTrue();
  }

  @Test
  @DisplayName("P20 and it is in force if nobody has signed in since")
  void lateSignOutAlone() {
    AuthSession here = process(0.2);
    here.signIn(ADA);
    store.isDown(true);
    assertThatThrownBy(here::signOut).isInstanceOf(StoreUnavailableException.class);

    store.isDown(false);
    timer.fire(Duration.ofMillis(100));

    assertThat(process(0.5).state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }
}
