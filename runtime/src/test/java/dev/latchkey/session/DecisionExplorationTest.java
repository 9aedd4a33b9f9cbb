package dev.latchkey.session;

import static dev.latchkey.session.Stage.demand;

import dev.latchkey.session.Stage.MoodyStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is signed in, decided while a flight is on its way, in every schedule. */
@Tag("explorations")
class DecisionExplorationTest {
  @Test
  @Tag("short")
  @DisplayName("P20 nothing commits after a sign-out, and its waiters are told")
  void signOutAgainstFlight() {
    Exploration.of(
        "signOutAgainstFlight",
        () -> {
          Stage stage = Stage.signedIn();
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(stage.session::signOut);
          stage.quiet();

          demand(rejected.got(2) || rejected.failedWith(SessionEndedException.class), rejected);
          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          stage.askedAtMost(1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P20 nothing commits after a sign-out that comes while the server is asked")
  void signOutAgainstLanding() {
    Exploration.of(
        "signOutAgainstLanding",
        () -> {
          Stage stage = Stage.signedIn();
          stage.issuer.whenAsked(() -> stage.act(stage.session::signOut));
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.quiet();

          demand(rejected.got(2) || rejected.failedWith(SessionEndedException.class), rejected);
          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          stage.over();
        });
  }

  @Test
  @DisplayName("P3 a call of one user never gets the credential of another who signs in meanwhile")
  void signInAgainstLanding() {
    Exploration.of(
        "signInAgainstLanding",
        () -> {
          Stage stage = Stage.signedIn();
          Generation ada = stage.session.current();
          stage.issuer.whenAsked(() -> stage.act(() -> stage.signIn("bob")));
          Stage.Call rejected = stage.call(ada::refreshIfStill);
          stage.quiet();

          Generation answer = rejected.answer;
          demand(
              (answer != null && Stage.sameUser(ada, answer))
                  || rejected.failedWith(SessionEndedException.class),
              rejected);
          stage.over();
        });
  }

  @Test
  @DisplayName("P3 a call of one user never gets the credential of another")
  void signInAgainstFlight() {
    Exploration.of(
        "signInAgainstFlight",
        () -> {
          Stage stage = Stage.signedIn();
          Generation ada = stage.session.current();
          Stage.Call rejected = stage.call(ada::refreshIfStill);
          stage.act(() -> stage.signIn("bob"));
          stage.quiet();

          Generation answer = rejected.answer;
          demand(
              (answer != null && Stage.sameUser(ada, answer))
                  || rejected.failedWith(SessionEndedException.class),
              rejected);
          demand(stage.holds("bob-1"), stage.session);
          stage.over();
        });
  }

  @Test
  @DisplayName("P3 numbers go on across a sign-out and a sign-in, whatever lands between them")
  void numbersGoOn() {
    Exploration.of(
        "numbersGoOn",
        () -> {
          Stage stage = Stage.signedIn();
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(
              () -> {
                stage.session.signOut();
                stage.signIn("bob");
              });
          stage.quiet();

          demand(stage.holds("bob-1"), stage.session);
          long number = stage.session.current().number();
          demand(!rejected.got(2) || number == 3, rejected);
          demand(number > 1, "the numbers start again");
          stage.over();
        });
  }

  @Test
  @DisplayName("P21 a refusal clears the credential that was refused, and no newer one")
  void refusalAgainstSignIn() {
    Exploration.of(
        "refusalAgainstSignIn",
        () -> {
          Stage stage = Stage.signedIn();
          stage.issuer.answerWith(new RefreshRefusedException("invalid_grant"));
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(() -> stage.signIn("bob"));
          stage.quiet();

          demand(
              rejected.failedWith(SessionEndedException.class)
                  || rejected.failedWith(SessionExpiredException.class),
              rejected);
          demand(stage.holds("bob-1"), stage.session);
          stage.over();
        });
  }

  @Test
  @DisplayName("P20 of a sign-out and a sign-in at once, one has decided, and it is whole")
  void signOutAgainstSignIn() {
    Exploration.of(
        "signOutAgainstSignIn",
        () -> {
          Stage stage = Stage.signedIn();
          stage.act(stage.session::signOut);
          Stage.Call signIn = stage.act(() -> stage.signIn("bob"));
          stage.quiet();

          boolean out = stage.session.state() == AuthSession.State.SIGNED_OUT;
          boolean superseded = signIn.failedWith(SignInSupersededException.class);
          demand(out || stage.holds("bob-1"), stage.session);
          demand(out || !superseded, "superseded, and yet in force");
          stage.over();
        });
  }

  @Test
  @DisplayName("P6 a successor that the store does not take is published, and written later")
  void storeFails() {
    Exploration.of(
        "storeFails",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          store.fails = true;
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(() -> store.fails = false);
          stage.settled();

          demand(rejected.got(2), rejected);
          store.fails = false;
          stage.pay();
          stage.over();
          demand(stage.holds(store.held().orElseThrow().accessToken()), "stored another");
        });
  }

  @Test
  @DisplayName("P20 what a sign-out leaves in the store is signed out too, whatever lands")
  void storedSignOut() {
    Exploration.of(
        "storedSignOut",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          stage.call(stage.session.current()::refreshIfStill);
          stage.act(stage.session::signOut);
          stage.quiet();

          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          demand(store.held().isEmpty(), "signed in again");
        });
  }

  @Test
  @DisplayName("P20 a sign-out ends what is found in the store while it begins")
  void signOutAgainstReading() {
    Exploration.of(
        "signOutAgainstReading",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage before = Stage.signedIn(settings -> settings.store(store));
          before.signIn("ada");
          Stage stage = new Stage(settings -> settings.store(store));
          stage.call(stage.session::current);
          stage.act(stage.session::signOut);
          stage.quiet();

          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          demand(store.held().isEmpty(), "signed in again");
        });
  }

  @Test
  @DisplayName(
      "b3 P21 memory and store agree on who is signed in, whichever decision is stored first")
  void storedSignIn() {
    Exploration.of(
        "storedSignIn",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          stage.act(() -> stage.signIn("bob"));
          stage.act(stage.session::signOut);
          stage.quiet();

          demand(store.held().equals(stage.session.held()), "stored another");
        });
  }
}
