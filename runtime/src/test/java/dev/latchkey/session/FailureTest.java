package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static final int MANY = 200;

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();
  private final Heard heard = new Heard();

  private AuthSession.Builder settings() {
    return AuthSession.builder().refreshWith(issuer).clock(clock).jitter(() -> 1).listener(heard);
  }

  private AuthSession signedIn(AuthSession.Builder settings) {
    AuthSession session = settings.build();
    session.signIn(issuer.first());
    return session;
  }

  @Test
  @DisplayName("P8 everyone who waited shares one failure, each in an exception of its own")
  void sharedFailure() throws Exception {
    RefreshPolicy noPause = RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO);
    AuthSession session = signedIn(settings().policy(noPause));
    Generation held = session.current();
    issuer.hold();
    issuer.failWith(new IOException("reset"));
    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).awaitParked();

    issuer.answer();
    callers.join();

    Set<Throwable> own = new HashSet<>(callers.failures());
    Set<Throwable> causes = new HashSet<>();
    for (Throwable failure : own) {
      assertThat(failure).isInstanceOf(RefreshFailedException.class);
      causes.add(failure.getCause());
    }
    assertThat(own).hasSize(MANY);
    assertThat(causes).hasSize(1);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "P9 after a failure the next refreshes fail at once until the cool-down is over, doubling")
  void coolDown() {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.failWith(new IOException("reset"));

    for (Duration pause :
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))) {
      int before = issuer.refreshes();
      assertThatThrownBy(held::refreshIfStill)
          .asInstanceOf(throwable(RefreshFailedException.class))
          .extracting(RefreshFailedException::retryAt)
          .isEqualTo(clock.instant().plus(pause));
      clock.advance(pause.minusMillis(1));
      assertThatThrownBy(held::refreshIfStill)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("a call may try again in 1 ms");
      assertThat(issuer.refreshes()).isEqualTo(before + 1);
      clock.advance(Duration.ofMillis(1));
    }
    issuer.failWith(null);

    assertThat(held.refreshIfStill().number()).isEqualTo(2);
    issuer.failWith(new IOException("reset"));
    assertThatThrownBy(session.current()::refreshIfStill)
        .asInstanceOf(throwable(RefreshFailedException.class))
        .extracting(RefreshFailedException::retryAt)
        .isEqualTo(clock.instant().plusSeconds(1));
  }

  @Test
  @DisplayName("P9 the cool-down is jittered in full, and bounded by the longest")
  void jitterAndBound() {
    RefreshPolicy policy =
        RefreshPolicy.defaults().coolDown(Duration.ofSeconds(1), Duration.ofSeconds(3));
    CoolDown first = CoolDown.after(new IOException(), null, policy, 0, () -> 0.25);
    CoolDown second = CoolDown.after(new IOException(), first, policy, 0, () -> 0.25);
    CoolDown many = first;
    for (int i = 0; i < 100; i++) {
      many = CoolDown.after(new IOException(), many, policy, 0, () -> 1);
    }

    assertThat(first.untilMillis()).isEqualTo(250);
    assertThat(second.untilMillis()).isEqualTo(500);
    assertThat(many.untilMillis()).isEqualTo(3000);
  }

  @Test
  @DisplayName("P9 the server's Retry-After is kept, up to five minutes")
  void retryAfter() {
    RefreshPolicy policy = RefreshPolicy.defaults();
    long now = clock.millis();
    for (Duration asked :
        List.of(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofHours(3))) {
      RefreshFailedException busy =
          new RefreshFailedException("busy", "503", clock.instant().plus(asked), null);
      Duration kept = asked.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : asked;
      assertThat(CoolDown.after(busy, null, policy, now, () -> 1).untilMillis() - now)
          .isEqualTo(kept.toMillis());
    }
    RefreshFailedException past =
        new RefreshFailedException("busy", "503", clock.instant().minusSeconds(9), null);
    assertThat(CoolDown.after(past, null, policy, now, () -> 1).untilMillis() - now)
        .isEqualTo(1000);
  }

  @Test
  @DisplayName("P9 a misconfiguration keeps the credential and cools down for longest")
  void misconfiguration() {
    AuthSession session = signedIn(settings());
    issuer.failWith(new MisconfiguredException("Mend the secret.", "invalid_client", null));

    assertThatThrownBy(session.current()::refreshIfStill)
        .asInstanceOf(throwable(MisconfiguredException.class))
        .hasMessageContaining("Mend the secret.")
        .satisfies(
            e -> {
              assertThat(e.error()).isEqualTo("invalid_client");
              assertThat(e.retryAt()).isEqualTo(clock.instant().plusSeconds(60));
            });
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(session.held()).contains(issuer.first());
    heard.awaitExactly("signedIn", "refreshFailed");
  }

  @Test
  @DisplayName(
      "P9 an answer without a credential, or with a token that no header can carry, is a failure")
  void unusableAnswers() {
    List<Refresher> useless =
        List.of(
            held -> null,
            held -> () -> null,
            held -> () -> Credential.of("secret-token\r\nX-Evil: 1"));
    for (Refresher refresher : useless) {
      AuthSession session = AuthSession.builder().refreshWith(refresher).build();
      session.signIn(issuer.first());
      assertThatThrownBy(session.current()::refreshIfStill)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("credential")
          .satisfies(e -> assertThat(allWords(e)).doesNotContain("secret-token"));
      assertThat(session.held()).contains(issuer.first());
    }
  }

  private static String allWords(Throwable thrown) {
    StringBuilder words = new StringBuilder();
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      words.append(link).append('\n');
    }
    return words.toString();
  }

  @Test
  @DisplayName("P10 inside the margin one background flight starts, and nobody waits")
  void earlyRefresh() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn(settings().jitter(() -> 0));
    clock.advance(Duration.ofMinutes(9).minusMillis(1));
    session.current();
    assertThat(issuer.refreshes()).isZero();

    issuer.hold();
    clock.advance(Duration.ofMillis(1));
    assertThat(session.current().number()).isEqualTo(1);
    issuer.awaitAsked();
    for (int i = 0; i < 100; i++) {
      assertThat(session.current().number()).isEqualTo(1);
    }
    issuer.answer();

    await().until(() -> session.current().number() == 2);
    assertThat(issuer.refreshes()).isEqualTo(1);
    heard.awaitExactly("signedIn", "refreshed");
    assertThat(heard.refreshes())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.trigger()).isEqualTo(RefreshEvent.Trigger.STALE);
              assertThat(event.waiters()).isZero();
            });
  }

  @Test
  @DisplayName(
      "P10 once its credential is rejected, an early refresh is waited for by all that begin")
  void earlyRefreshOfWhatIsRejected() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn(settings());
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    issuer.hold();
    Generation held = session.current();
    issuer.awaitAsked();

    Callers<Generation> rejected = Callers.of(1, held::refreshIfStill).awaitParked();
    Callers<Generation> begun = Callers.of(3, session::current).awaitParked();
    issuer.answer();

    assertThat(rejected.join().answers()).extracting(Generation::number).containsExactly(2L);
    assertThat(begun.join().answers()).extracting(Generation::number).containsOnly(2L).hasSize(3);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P10 a credential that is still valid keeps serving when its early refresh fails")
  void earlyRefreshFails() {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = signedIn(settings());
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    issuer.failWith(new IOException("reset"));

    assertThat(session.current().number()).isEqualTo(1);
    heard.awaitExactly("signedIn", "refreshFailed");

    assertThat(session.current().number()).isEqualTo(1);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P10 the margin is at most a fifth of the lifetime, so no token is stale at birth")
  void marginOfShortTokens() {
    issuer.issueFor(Duration.ofSeconds(10));
    // On this thread, so that a flight that should not take off has landed when it is looked for.
    AuthSession session = signedIn(settings().jitter(() -> 0).executor(Runnable::run));
    clock.advance(Duration.ofMillis(7_999));

    session.current();

    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName(
      "P11 a refusal expires the session: every waiter and every later call fails without a"
          + " request")
  void refusal() throws Exception {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.hold();
    issuer.failWith(new RefreshRefusedException("The refresh token was revoked."));
    Callers<Generation> callers = Callers.of(MANY, held::refreshIfStill).awaitParked();

    issuer.answer();
    callers.join();
    clock.advance(Duration.ofSeconds(12));

    assertThat(callers.failures())
        .hasSize(MANY)
        .allSatisfy(e -> assertThat(e).isInstanceOf(SessionExpiredException.class));
    assertThatThrownBy(session::current)
        .isInstanceOf(SessionExpiredException.class)
        .hasMessage("The session ended 12 s ago: The refresh token was revoked. Sign in again.")
        .hasCauseInstanceOf(RefreshRefusedException.class);
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
    assertThat(session.held()).isEmpty();
    assertThat(issuer.refreshes()).isEqualTo(1);
    heard.awaitExactly("signedIn", "expired", "signInNeeded REFUSED");
  }

  @Test
  @DisplayName("P11 a sign-in revives an expired session")
  void revived() {
    AuthSession session = signedIn(settings());
    issuer.failWith(new RefreshRefusedException("revoked"));
    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(SessionExpiredException.class);
    issuer.failWith(null);

    session.signIn(issuer.first());

    assertThat(session.current().refreshIfStill().credential().accessToken()).isEqualTo("access-2");
  }

  @Test
  @DisplayName("P11 an exception that the policy names is a refusal")
  void refusedByPolicy() {
    AuthSession session =
        signedIn(
            settings()
                .policy(RefreshPolicy.defaults().refusedWhen(e -> e instanceof SecurityException)));
    issuer.failWith(new SecurityException("secret words"));

    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(SessionExpiredException.class)
        .hasMessageContaining("SecurityException")
        .hasMessageNotContaining("secret words");
  }

  @Test
  @DisplayName("P11 a session that signs itself in flies again instead, and never expires")
  void signsItselfIn() {
    AtomicInteger signIns = new AtomicInteger();
    AuthSession session =
        settings()
            .signInWith(
                () -> Credential.of("own-" + signIns.incrementAndGet()).withRefreshToken("spent"))
            .build();

    assertThat(session.current().credential().accessToken()).isEqualTo("own-1");
    assertThat(session.current().refreshIfStill().credential().accessToken()).isEqualTo("own-2");
    session.signOut();
    assertThat(session.current().credential().accessToken()).isEqualTo("own-3");
    assertThat(heard.events()).doesNotContain("expired");
  }

  @Test
  @DisplayName("P11 a sign-in of its own that is refused is a misconfiguration")
  void ownSignInRefused() {
    AuthSession session =
        AuthSession.builder()
            .signInWith(
                () -> {
                  throw new RefreshRefusedException("The service account is locked.");
                })
            .build();

    assertThatThrownBy(session::current)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("The service account is locked.");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName(
      "P12 an answer without a refresh token, or without attributes, keeps what the session holds")
  void keepsWhatIsOmitted() {
    AuthSession session = AuthSession.builder().refreshWith(held -> Credential.of("new")).build();
    session.signIn(Credential.of("old").withRefreshToken("kept").with("tenant", "acme"));

    Credential next = session.refresh();

    assertThat(next)
        .isEqualTo(Credential.of("new").withRefreshToken("kept").with("tenant", "acme"));
  }

  @Test
  @DisplayName("P12 the refresh token is read inside the flight, not by whoever asked for it")
  void readInsideTheFlight() throws Exception {
    AuthSession session = signedIn(settings());
    issuer.hold();
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    session.signIn(Credential.of("other").withRefreshToken("refresh-2"));
    Callers<Generation> next = Callers.of(1, session.current()::refreshIfStill).awaitParked();

    issuer.answer(); // the first flight rotates refresh-1 to refresh-2

    cutOff.join();
    assertThat(next.join().answers())
        .singleElement()
        .extracting(generation -> generation.credential().accessToken())
        .isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("P12 a flight that is cut off before it asks presents nothing")
  void cutOffBeforeItAsks() throws Exception {
    AuthSession session = signedIn(settings());
    issuer.hold();
    Callers<Generation> first = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    session.signIn(issuer.first());
    Callers<Generation> second = Callers.of(1, session.current()::refreshIfStill).awaitParked();
    session.signOut();
    second.join();
    session.signIn(Credential.of("third").withRefreshToken("refresh-2"));
    Callers<Generation> third = Callers.of(1, session.current()::refreshIfStill).awaitParked();

    issuer.answer();
    first.join();
    third.join();

    // Had the second asked, it would have presented the refresh token that the first has spent.
    assertThat(issuer.sawReuse()).isFalse();
    assertThat(third.answers()).hasSize(1);
  }

  @Test
  @DisplayName(
      "P18 a call that starts while the credential is known to be rejected waits for the flight")
  void joinsTheFlight() throws Exception {
    AuthSession session = signedIn(settings());
    issuer.hold();
    Callers<Generation> rejected = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();

    Callers<Generation> later = Callers.of(10, session::current).awaitParked();
    issuer.answer();
    rejected.join();

    assertThat(later.join().answers()).hasSize(10).allMatch(next -> next.number() == 2);
  }

  @Test
  @DisplayName(
      "P18 a credential that was rejected but has not expired is sent while refreshes cool down")
  void sentDuringCoolDown() {
    AuthSession session = signedIn(settings());
    Generation held = session.current();
    issuer.failWith(new IOException("reset"));
    assertThatThrownBy(held::refreshIfStill).isInstanceOf(RefreshFailedException.class);

    assertThat(session.current()).isSameAs(held);
  }

  @Test
  @DisplayName("P19 without a credential nothing is sent, and a sign-in is asked for once")
  void notSignedIn() throws Exception {
    AuthSession session = settings().build();

    Callers<Generation> callers = Callers.of(MANY, session::current).join();

    assertThat(callers.failures())
        .hasSize(MANY)
        .allSatisfy(e -> assertThat(e).isExactlyInstanceOf(NotSignedInException.class));
    heard.awaitExactly("signInNeeded NOT_SIGNED_IN");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P19 a setting lets calls of a signed-out or expired session go out bare")
  void bare() {
    AuthSession session = signedIn(settings().sendBareWhenSignedOut());
    assertThat(session.currentOrBare()).isNotNull();
    issuer.failWith(new RefreshRefusedException("revoked"));
    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(SessionExpiredException.class);

    assertThat(session.currentOrBare()).isNull();
    session.signOut();
    assertThat(session.currentOrBare()).isNull();
    assertThatThrownBy(settings().build()::currentOrBare).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P11 without a refresher a rejection ends the session, which says what is missing")
  void noRefresher() {
    AuthSession session = AuthSession.builder().listener(heard).build();
    session.signIn(Credential.of("token"));

    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(SessionExpiredException.class)
        .hasMessageContaining("no refresher");
    heard.awaitExactly("signedIn", "expired", "signInNeeded REFUSED");
  }

  @Test
  @DisplayName("P15 without a refresher, an endpoint that never accepted anything ends nothing")
  void noRefresherAndNoRole() {
    AuthSession session = AuthSession.builder().build();
    session.signIn(Credential.of("token"));
    Generation held = session.current();
    held.accepted("orders");

    assertThat(held.refreshIfStill("admin")).isSameAs(held);
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThatThrownBy(() -> held.refreshIfStill("orders"))
        .isInstanceOf(SessionExpiredException.class);
  }

  @Test
  @DisplayName("P9 a session without a refresher says so, and keeps what it holds")
  void refreshWithoutRefresher() {
    AuthSession session = AuthSession.builder().build();
    session.signIn(Credential.of("token"));

    assertThatThrownBy(session::refresh)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessage(
            "The session has no refresher, so it keeps what it holds. Give it one with"
                + " refreshWith.");
    assertThat(session.current().credential()).isEqualTo(Credential.of("token"));
  }

  @Test
  @DisplayName("A fixed session never refreshes and never expires")
  void fixed() {
    AuthSession session = AuthSession.of(Credential.of("pat").withExpiresIn(Duration.ofMillis(1)));

    Generation held = session.current();

    assertThat(held.refreshIfStill()).isSameAs(held);
    assertThat(held.credential().expiresAt()).isEmpty();
    assertThat(session.refresh()).isEqualTo(Credential.of("pat"));
  }

  @Test
  @DisplayName("A second, different refresher is refused, and the message names both")
  void secondRefresher() {
    AuthSession session = settings().build();
    Refresher other =
        new Refresher() {
          @Override
          public CredentialResponse refresh(Credential held) {
            return held;
          }

          @Override
          public String toString() {
            return "OtherApi.refresh";
          }
        };

    session.refreshWith(issuer);
    assertThatThrownBy(() -> session.refreshWith(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("StrictIssuer")
        .hasMessageContaining("OtherApi.refresh");
  }

  @Test
  @DisplayName(
      "P10 a credential that cannot be refreshed lives until its expiry, not until the margin")
  void noEarlyEnd() {
    AuthSession session = settings().executor(Runnable::run).build();
    session.signIn(Credential.of("token").withExpiresIn(Duration.ofMinutes(10)));
    clock.advance(Duration.ofMinutes(9).plusSeconds(59));

    assertThat(session.current().number()).isEqualTo(1);
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName("P19 nobody is asked to sign in where calls go out bare")
  void bareAsksNobody() {
    AuthSession session = settings().sendBareWhenSignedOut().build();

    assertThat(session.currentOrBare()).isNull();
    session.signIn(issuer.first());

    heard.awaitExactly("signedIn");
  }

  @Test
  @DisplayName("P9 settings and wishes beyond all calendars are bounded, and nobody spins")
  void endlessDurations() {
    Duration endless = ChronoUnit.FOREVER.getDuration();
    RefreshPolicy policy =
        RefreshPolicy.defaults()
            .margin(endless)
            .timeout(endless)
            .maxWait(endless)
            .coolDown(Duration.ofSeconds(1), endless);
    AuthSession session = signedIn(settings().policy(policy));
    issuer.failWith(new RefreshFailedException("busy", "503", Instant.MAX, null));

    assertThatThrownBy(session::refresh)
        .asInstanceOf(throwable(RefreshFailedException.class))
        .extracting(RefreshFailedException::retryAt)
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
  }
}
