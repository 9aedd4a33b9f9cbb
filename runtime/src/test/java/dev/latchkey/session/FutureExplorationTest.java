package dev.latchkey.session;

import static dev.latchkey.session.Stage.demand;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Futures and second rejections, in every schedule. */
@Tag("explorations")
class FutureExplorationTest {
  private static final Object ORDERS = "orders";
  private static final Object ADMIN = "admin";

  @Test
  @DisplayName("P1 P5 a future and a thread share one refresh, and a cancelled future spoils nothing")
  void cancelled() {
    Exploration.of(
        "cancelledFuture",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          CompletableFuture<Generation> left = held.refreshIfStillAsync(ORDERS);
          Stage.Call future = stage.call(() -> held.refreshIfStillAsync(ORDERS).get());
          stage.act(() -> left.cancel(true));
          stage.quiet();

          demand(future.got(2), future);
          demand(left.isDone(), "the future that was cancelled is open");
          demand(stage.issuer.asked() == 1, "asked " + stage.issuer.asked());
          stage.over();
        });
  }

  @Test
  @DisplayName("P5 a future whose time is up while the flight lands has one answer, and is done")
  void outOfTime() {
    Exploration.of(
        "futureOutOfTime",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          Stage.Call future = stage.call(() -> held.refreshIfStillAsync(ORDERS).get());
          stage.act(stage.timer::fire);
          stage.quiet();

          demand(
              future.got(2)
                  || future.failedWith(WaitAbandonedException.class)
                  || future.failedWith(RefreshFailedException.class),
              future);
          stage.over();
        });
  }

  @Test
  @DisplayName("P15 of an acceptance and a second rejection at once, one decides, and all follow it")
  void acceptedAgainstRejected() {
    Exploration.of(
        "acceptedAgainstRejected",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          held.accepted(ORDERS);
          Generation successor = held.refreshIfStill(ORDERS);
          stage.act(() -> successor.rejectedAgain(ORDERS));
          stage.act(() -> successor.accepted(ADMIN));
          stage.quiet();

          boolean lives = stage.session.state() == AuthSession.State.ACTIVE;
          demand(lives == successor.isAccepted(), stage.session);
          stage.over();
        });
  }

  @Test
  @DisplayName("P15 a second rejection against the flight of another ends no newer credential")
  void rejectedAgainstFlight() {
    Exploration.of(
        "secondRejectionAgainstFlight",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          held.accepted(ORDERS);
          Generation successor = held.refreshIfStill(ORDERS);
          Stage.Call another = stage.call(() -> successor.refreshIfStill(ADMIN));
          stage.act(() -> successor.rejectedAgain(ORDERS));
          stage.quiet();

          boolean lives = stage.session.state() == AuthSession.State.ACTIVE;
          demand(lives == another.got(3), another + " in " + stage.session);
          demand(lives || another.failedWith(SessionExpiredException.class), another);
          stage.over();
        });
  }

  @Test
  @DisplayName("P17 whatever becomes of the call that goes first, the others have their outcome")
  void probe() {
    Exploration.of(
        "probe",
        () -> {
          Stage stage =
              Stage.signedIn(settings -> settings.policy(Stage.POLICY.probe(true)));
          Generation held = stage.session.current();
          held.accepted(ORDERS);
          Stage.Call refused = stage.call(() -> refusing(held.refreshIfStill(ORDERS)));
          Stage.Call accepted = stage.call(() -> accepting(held.refreshIfStill(ADMIN)));
          stage.quiet();

          demand(refused.got(2) || refused.got(1), refused);
          demand(accepted.got(2) || accepted.failedWith(SessionExpiredException.class), accepted);
          stage.over();
        });
  }

  private static Generation refusing(Generation successor) {
    if (successor.number() > 1) {
      successor.rejectedAgain(ORDERS);
    }
    return successor;
  }

  private static Generation accepting(Generation successor) {
    successor.accepted(ADMIN);
    return successor;
  }
}
