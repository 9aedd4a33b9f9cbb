package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private final StrictIssuer issuer = new StrictIssuer();
  private final Heard heard = new Heard();
  private final List<String> told = new CopyOnWriteArrayList<>();

  private AuthSession.Builder settings() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .signOutWith(credential -> told.add(credential.accessToken()))
        .listener(heard);
  }

  private AuthSession signedIn() {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    return session;
  }

  @Test
  @DisplayName(
      "P20 a sign-out takes effect at once: waiters fail, and what lands later commits nowhere")
  void signOutAgainstFlight() throws Exception {
    AuthSession session = signedIn();
    issuer.hold();
    Callers<Generation> callers = Callers.of(20, session.current()::refreshIfStill).awaitParked();
    issuer.awaitAsked();

    session.signOut();
    callers.join(); // the issuer still holds its answer
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    issuer.answer();

    assertThat(callers.failures())
        .hasSize(20)
        .allSatisfy(e -> assertThat(e).isInstanceOf(SessionEndedException.class));
    // The credential that landed too late is handed back to the server, and to nobody else.
    await().untilAsserted(() -> assertThat(told).containsExactly("access-1", "access-2"));
    assertThat(session.held()).isEmpty();
    heard.awaitExactly("signedIn", "signedOut", "signInNeeded SIGNED_OUT");
  }

  @Test
  @DisplayName(
      "P20 the server is told with the credential held before; what it answers is not thrown")
  void serverOutOfReach() {
    AuthSession session =
        AuthSession.builder()
            .signOutWith(
                credential -> {
                  told.add(credential.accessToken());
                  throw new IllegalStateException("503");
                })
            .build();
    session.signIn(issuer.first());

    session.signOut();
    session.signOut(); // nobody is signed in, so nobody is told

    assertThat(told).containsExactly("access-1");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P20 whoever tells the server by itself gets the credential held until then")
  void signOutHere() {
    AuthSession session = signedIn();

    assertThat(session.signOutHere()).contains(issuer.first());
    assertThat(session.signOutHere()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("P20 a flight that is refused after the next sign-in does not end that session")
  void lateRefusal() throws Exception {
    AuthSession session = signedIn();
    issuer.hold();
    issuer.failWith(new RefreshRefusedException("revoked"));
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    session.signIn(Credential.of("next"));

    issuer.answer();
    cutOff.join();

    assertThat(session.current().credential().accessToken()).isEqualTo("next");
    heard.awaitExactly("signedIn", "signedOut", "signInNeeded SIGNED_OUT", "signedIn");
  }

  @Test
  @DisplayName("P21 a refusal clears the generation that was refused, and never a newer one")
  void compareAndClear() throws Exception {
    AuthSession session = signedIn();
    issuer.hold();
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signIn(
        Credential.of("newer")); // a second login, while the first one's token is refreshed
    issuer.failWith(new RefreshRefusedException("revoked"));

    issuer.answer();
    cutOff.join();

    assertThat(session.held().orElseThrow().accessToken()).isEqualTo("newer");
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("Of two sign-ins that overlap, the one that began last wins")
  void overlappingSignIns() {
    AuthSession session = settings().build();
    SignInAttempt first = session.beginSignIn();
    SignInAttempt second = session.beginSignIn();

    second.complete(Credential.of("second"));

    assertThatThrownBy(() -> first.complete(Credential.of("first")))
        .isInstanceOf(SignInSupersededException.class);
    assertThat(session.held().orElseThrow().accessToken()).isEqualTo("second");
  }

  @Test
  @DisplayName("Of two sign-ins that overlap, the earlier may finish first and is then replaced")
  void overlappingSignInsInOrder() {
    AuthSession session = settings().build();
    SignInAttempt first = session.beginSignIn();
    SignInAttempt second = session.beginSignIn();

    first.complete(Credential.of("first"));
    second.complete(Credential.of("second"));

    assertThat(session.held().orElseThrow().accessToken()).isEqualTo("second");
  }

  @Test
  @DisplayName("A sign-out that began after a sign-in wins over it")
  void signOutAfterSignIn() {
    AuthSession session = settings().build();
    SignInAttempt attempt = session.beginSignIn();
    session.signOut();

    assertThatThrownBy(() -> attempt.complete(Credential.of("late")))
        .isInstanceOf(SignInSupersededException.class);
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("An answer without a credential signs nobody in")
  void secondFactor() {
    AuthSession session = settings().build();

    session.beginSignIn().complete(() -> null);
    session.beginSignIn().complete(null);

    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    assertThatThrownBy(() -> session.signIn(() -> null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("A sign-in ends the cool-down of the session before")
  void signInEndsCoolDown() {
    AuthSession session = signedIn();
    issuer.failWith(new IOException("reset"));
    assertThatThrownBy(session.current()::refreshIfStill)
        .isInstanceOf(RefreshFailedException.class);
    issuer.failWith(null);

    session.signIn(issuer.first());

    assertThat(session.current().refreshIfStill().credential().accessToken()).isEqualTo("access-2");
  }

  @Test
  @DisplayName(
      "A session that signs itself in by a @SignIn endpoint commits that once, as its flight")
  void ownSignInWithinFlight() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    AuthSession session =
        AuthSession.builder()
            .signInWith(
                () -> {
                  // What a client does for its @SignIn endpoint.
                  SignInAttempt attempt = Objects.requireNonNull(own.get()).beginSignIn();
                  Credential answer = Credential.of("own");
                  attempt.complete(answer);
                  return answer;
                })
            .listener(heard)
            .build();
    own.set(session);

    assertThat(session.current().number()).isEqualTo(1);
    heard.awaitExactly("refreshed");
  }

  @Test
  @DisplayName("P20 signed out in the store too, against a flight that stores at the same time")
  void tombstone() throws Exception {
    SessionStore store = SessionStore.inMemory();
    AuthSession session = settings().store(store).build();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    issuer.answer();
    cutOff.join();
    await().untilAsserted(() -> assertThat(told).containsExactly("access-1", "access-2"));

    AuthSession afterRestart = settings().store(store).build();

    assertThat(afterRestart.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P11 a refresh is heard to have ended, though it fails after a sign-out")
  void failureAfterSignOut() throws Exception {
    List<RefreshEvent> ended = new CopyOnWriteArrayList<>();
    AuthSession session =
        settings()
            .listener(
                new SessionListener() {
                  @Override
                  public void refreshEnded(AuthSession ignored, RefreshEvent refresh) {
                    ended.add(refresh);
                  }
                })
            .build();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signOut();
    issuer.failWith(new IOException("down"));
    issuer.answer();
    cutOff.join();

    await()
        .untilAsserted(
            () ->
                assertThat(ended)
                    .extracting(RefreshEvent::outcome)
                    .containsExactly(RefreshEvent.Outcome.DISCARDED));
  }

  @Test
  @DisplayName("P20 an Error of whoever tells the server silences nobody")
  void errorOfTheFarewell() {
    AuthSession session =
        AuthSession.builder()
            .signOutWith(
                credential -> {
                  throw new AssertionError("hook");
                })
            .listener(heard)
            .build();
    session.signIn(issuer.first());

    session.signOut();
    session.signIn(issuer.first());

    heard.awaitExactly("signedIn", "signedOut", "signInNeeded SIGNED_OUT", "signedIn");
  }
}
