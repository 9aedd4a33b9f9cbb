package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecondRejectionTest {
  private static final Object ORDERS = "orders";
  private static final Object ADMIN = "admin";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();
  private final Heard heard = new Heard();

  private AuthSession signedIn(RefreshPolicy policy) {
    AuthSession session =
        AuthSession.builder()
            .refreshWith(issuer)
            .clock(clock)
            .policy(policy)
            .listener(heard)
            .build();
    session.signIn(issuer.first());
    return session;
  }

  private AuthSession signedIn() {
    return signedIn(RefreshPolicy.defaults());
  }

  /** A call that is rejected, resent with the successor, and rejected again. */
  private static Generation rejectedTwice(AuthSession session, Object endpoint) {
    Generation successor = session.current().refreshIfStill(endpoint);
    successor.rejectedAgain(endpoint);
    return successor;
  }

  @Test
  @DisplayName("P15 it ends the session if the endpoint has accepted an earlier credential")
  void endsTheSession() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);

    rejectedTwice(session, ORDERS);

    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
    assertThatThrownBy(session::current)
        .isInstanceOf(SessionExpiredException.class)
        .hasMessageContaining("rejected the credential, and then its successor too. Sign in again");
    assertThat(issuer.refreshes()).isEqualTo(1);
    heard.awaitExactly("signedIn", "refreshed", "expired", "signInNeeded REJECTED");
  }

  @Test
  @DisplayName("P15 it ends the session if no endpoint has ever accepted anything")
  void nothingEverAccepted() {
    AuthSession session = signedIn();

    rejectedTwice(session, ORDERS);

    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
  }

  @Test
  @DisplayName("P15 an endpoint that never accepted anything proves nothing where others have")
  void provesNothing() {
    AuthSession session = signedIn();
    for (int i = 0; i < 1_000; i++) {
      session.current().accepted(ORDERS);
    }

    rejectedTwice(session, ADMIN);

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P15 a generation that anybody has had accepted ends no session")
  void acceptedByAnother() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    Generation successor = session.current().refreshIfStill(ORDERS);
    successor.accepted(ADMIN);

    successor.rejectedAgain(ORDERS);

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P15 what was rejected is cleared, and never what came after it")
  void compareAndClear() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    Generation second = session.current().refreshIfStill(ORDERS);
    Generation third = second.refreshIfStill(ADMIN);

    second.rejectedAgain(ORDERS);

    assertThat(session.current()).isSameAs(third);
  }

  @Test
  @DisplayName("P15 what was met in the store ends nothing: nobody knows how long it was good")
  void adopted() {
    SessionStore store = SessionStore.inMemory();
    AuthSession.Builder settings = AuthSession.builder().store(store).refreshWith(issuer);
    AuthSession session = settings.build();
    session.signIn(issuer.first());
    Generation held = session.current();
    held.accepted(ORDERS);
    settings.build().refresh(); // elsewhere

    Generation met = held.refreshIfStill(ORDERS);
    met.rejectedAgain(ORDERS);

    assertThat(issuer.refreshes()).isEqualTo(1);
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(met.refreshIfStill(ORDERS).number()).isEqualTo(met.number() + 1);
  }

  @Test
  @DisplayName("P15 what has expired by the time that it is rejected ends nothing")
  void expiredOnItsWay() {
    ManualClock clock = new ManualClock();
    issuer.issueFor(Duration.ofSeconds(1));
    AuthSession session = AuthSession.builder().clock(clock).refreshWith(issuer).build();
    session.signIn(issuer.first());
    session.current().accepted(ORDERS);
    Generation successor = session.current().refreshIfStill(ORDERS);
    clock.advance(Duration.ofSeconds(2));

    successor.rejectedAgain(ORDERS);

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(successor.refreshIfStill(ORDERS).number()).isEqualTo(3);
  }

  @Test
  @DisplayName("P15 it is a setting")
  void setting() {
    AuthSession session = signedIn(RefreshPolicy.defaults().expireOnSecondRejection(false));

    rejectedTwice(session, ORDERS);

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P15 a session that signs itself in, or that is fixed, never ends this way")
  void neverEnds() {
    AuthSession itself =
        AuthSession.builder().signInWith(() -> Credential.of("again")).clock(clock).build();
    AuthSession fixed = AuthSession.of(Credential.of("for ever"));

    rejectedTwice(itself, ORDERS);
    fixed.current().rejectedAgain(ORDERS);

    assertThat(itself.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(fixed.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P15 the store gets a tombstone")
  void tombstone() {
    SessionStore store = SessionStore.inMemory();
    AuthSession session = AuthSession.builder().refreshWith(issuer).store(store).build();
    session.signIn(issuer.first());

    rejectedTwice(session, ORDERS);

    await()
        .until(
            () ->
                AuthSession.builder().store(store).build().state() == AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P15 calls that wait for a flight of what is ended have their answer")
  void freesWaiters() throws Exception {
    AuthSession session = signedIn();
    Generation second = session.current().refreshIfStill(ORDERS);
    issuer.hold();
    Callers<Generation> waiting = Callers.of(5, () -> second.refreshIfStill(ADMIN)).awaitParked();
    issuer.awaitAsked();

    second.rejectedAgain(ORDERS);

    assertThat(waiting.join().failures())
        .hasSize(5)
        .hasOnlyElementsOfType(SessionExpiredException.class);
    issuer.answer();
  }

  @Test
  @DisplayName("P16 an endpoint that always rejects costs one refresh in a cool-down")
  void quarantine() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    Generation second = rejectedTwice(session, ADMIN);

    for (int i = 0; i < 100; i++) {
      assertThat(session.current().refreshIfStill(ADMIN)).isSameAs(second);
      assertThat(session.current().refreshIfStillAsync(ADMIN)).isCompletedWithValue(second);
    }
    assertThat(issuer.refreshes()).isEqualTo(1);

    clock.advance(MINUTE);
    assertThat(rejectedTwice(session, ADMIN).number()).isEqualTo(3);
    assertThat(issuer.refreshes()).isEqualTo(2);
  }

  @Test
  @DisplayName("P16 other endpoints refresh as ever, and what that brings is tried")
  void othersRefresh() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    Generation second = rejectedTwice(session, ADMIN);

    Generation third = second.refreshIfStill(ORDERS);

    assertThat(third.number()).isEqualTo(3);
    assertThat(second.refreshIfStill(ADMIN)).isSameAs(third);
  }

  @Test
  @DisplayName("P16 it is over when the endpoint accepts a credential")
  void endsByAcceptance() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    Generation second = rejectedTwice(session, ADMIN);

    second.accepted(ADMIN);

    assertThat(second.refreshIfStill(ADMIN).number()).isEqualTo(3);
  }

  @Test
  @DisplayName("P16 it is over when somebody signs in")
  void endsBySignIn() {
    AuthSession session = signedIn();
    session.current().accepted(ORDERS);
    rejectedTwice(session, ADMIN);

    session.signIn(issuer.first());

    assertThat(session.current().refreshIfStill(ADMIN).number()).isEqualTo(4);
  }

  @Test
  @DisplayName("P16 its cool-down is a setting, and zero is none")
  void quarantineSetting() {
    AuthSession session = signedIn(RefreshPolicy.defaults().quarantine(Duration.ZERO));
    session.current().accepted(ORDERS);

    rejectedTwice(session, ADMIN);

    assertThat(rejectedTwice(session, ADMIN).number()).isEqualTo(3);
  }
}
