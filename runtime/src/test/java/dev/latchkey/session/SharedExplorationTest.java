package dev.latchkey.session;

import static dev.latchkey.session.Stage.demand;

import dev.latchkey.session.Stage.MoodyStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What another process has put into the store, met in every schedule. */
@Tag("explorations")
class SharedExplorationTest {
  @Test
  @DisplayName("P27 a look and a flight that find one successor agree on it, and nobody asks")
  void lookAgainstFlight() {
    Exploration.of(
        "lookAgainstFlight",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          Generation held = stage.session.current();
          Credential successor = stage.elsewhere(store).refresh();
          Stage.Call rejected = stage.call(held::refreshIfStill);
          stage.act(stage::look);
          stage.quiet();

          demand(rejected.got(2), rejected);
          demand(stage.holds(successor.accessToken()), stage.session);
          stage.asked(1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P20 a sign-out elsewhere reaches a session that refreshes, and nothing undoes it")
  void signOutElsewhere() {
    Exploration.of(
        "signOutElsewhere",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          AuthSession elsewhere = stage.elsewhere(store);
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(elsewhere::signOut);
          stage.quiet();
          Generation answer = rejected.answer;
          demand(answer != null || rejected.failedWith(SessionEndedException.class), rejected);
          if (stage.session.state() == AuthSession.State.ACTIVE) {
            stage.look();
            stage.quiet();
          }

          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          demand(store.held().isEmpty(), "signed in again");
          stage.over();
        });
  }

  @Test
  @DisplayName("P20 a sign-out elsewhere that is there already is met before anybody is asked")
  void signOutFound() {
    Exploration.of(
        "signOutFound",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          Generation held = stage.session.current();
          stage.elsewhere(store).signOut();
          Stage.Call rejected = stage.call(held::refreshIfStill);
          stage.act(stage::look);
          stage.quiet();

          demand(rejected.failedWith(SessionEndedException.class), rejected);
          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          stage.asked(0);
          stage.over();
        });
  }

  @Test
  @DisplayName("P3 a sign-in elsewhere reaches a session that refreshes, and none of its calls")
  void signInElsewhere() {
    Exploration.of(
        "signInElsewhere",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          AuthSession elsewhere = stage.elsewhere(store);
          Generation ada = stage.session.current();
          Stage.Call rejected = stage.call(ada::refreshIfStill);
          stage.act(() -> elsewhere.signIn(stage.issuer.first("bob")));
          stage.act(stage::look);
          stage.quiet();
          stage.look();
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
  @DisplayName("P20 a sign-out holds against a look that meets who has signed in elsewhere")
  void signOutAgainstLook() {
    Exploration.of(
        "signOutAgainstLook",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          stage.elsewhere(store).signIn(stage.issuer.first("bob"));
          stage.act(stage::look);
          stage.act(stage.session::signOut);
          stage.quiet();

          demand(stage.session.state() == AuthSession.State.SIGNED_OUT, stage.session);
          demand(store.held().isEmpty(), "signed in again");
          stage.over();
        });
  }

  @Test
  @DisplayName("P2 what a failing store is owed decides nothing after another sign-in")
  void debtAgainstDecisions() {
    Exploration.of(
        "debtAgainstDecisions",
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          store.fails = true;
          stage.call(stage.session.current()::refreshIfStill);
          stage.act(
              () -> {
                store.fails = false;
                stage.session.signOut();
                stage.signIn("bob");
              });
          stage.act(stage::pay);
          stage.settled();
          stage.pay();

          demand(stage.holds("bob-1"), stage.session);
          stage.over();
          demand(store.held().equals(stage.session.held()), "stored another");
        });
  }
}
