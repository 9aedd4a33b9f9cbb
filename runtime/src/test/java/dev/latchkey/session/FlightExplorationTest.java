package dev.latchkey.session;

import static dev.latchkey.session.Stage.demand;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One flight and those who want something of it, in every schedule. */
@Tag("explorations")
class FlightExplorationTest {
  @Test
  @Tag("short")
  @DisplayName("P1 two who were rejected share one refresh and its successor")
  void leaderAndFollower() {
    Exploration.of(
        "leaderAndFollower",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();

          Stage.Call one = stage.call(held::refreshIfStill);
          Stage.Call other = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(one.got(2), one);
          demand(other.got(2), other);
          stage.asked(1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P2 a late 401 refreshes nothing, and a successor rejected at once is replaced")
  void lateRejection() {
    Exploration.of(
        "lateRejection",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();

          Stage.Call once = stage.call(held::refreshIfStill);
          Stage.Call again = stage.call(() -> held.refreshIfStill().refreshIfStill());
          stage.quiet();

          demand(once.got(2) || once.got(3), once);
          demand(again.got(3), again);
          stage.asked(2);
          stage.over();
        });
  }

  @Test
  @DisplayName("P2 who joins a flight that lands never gets back what was rejected")
  void rejectedAgainstLanding() {
    Exploration.of(
        "rejectedAgainstLanding",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          AtomicReference<Stage.@Nullable Call> again = new AtomicReference<>();
          stage.issuer.whenAsked(
              () -> again.set(stage.call(() -> held.refreshIfStill().refreshIfStill())));

          Stage.Call once = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(once.got(2) || once.got(3), once);
          Stage.Call second = again.get();
          demand(second != null && second.got(3), second);
          stage.asked(2);
          stage.over();
        });
  }

  @Test
  @DisplayName("P6 a call that proves a generation good does not make its successor land nowhere")
  void acceptedAgainstLanding() {
    Exploration.of(
        "acceptedAgainstLanding",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();

          stage.issuer.whenAsked(() -> stage.act(held::accepted));
          Stage.Call rejected = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(rejected.got(2), rejected);
          stage.over();
        });
  }

  @Test
  @DisplayName("P8 P9 a failure is everybody's, and nobody tries again within its cool-down")
  void sharedFailure() {
    Exploration.of(
        "sharedFailure",
        () -> {
          Stage stage = Stage.signedIn();
          stage.issuer.answerWith(new IOException("down"));
          Generation held = stage.session.current();

          Stage.Call one = stage.call(held::refreshIfStill);
          Stage.Call other = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(one.failedWith(RefreshFailedException.class), one);
          demand(other.failedWith(RefreshFailedException.class), other);
          stage.asked(1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P4 the permit comes back when the refresher throws an Error")
  void error() {
    Exploration.of(
        "error",
        () -> {
          Stage stage = Stage.signedIn();
          stage.issuer.answerWith(new StackOverflowError());
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(() -> stage.issuer.answerWith(null));
          stage.quiet();

          demand(rejected.got(2) || rejected.failedWith(RefreshFailedException.class), rejected);
          stage.over();
        });
  }

  @Test
  @DisplayName("P5 a deadline ends the waiting alone: who was asked in time is not asked again")
  void deadlineAgainstLanding() {
    Exploration.of(
        "deadlineAgainstLanding",
        () -> {
          Stage stage = Stage.signedIn();
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.act(stage.timer::fire);
          stage.quiet();

          demand(rejected.got(2) || rejected.failedWith(RefreshFailedException.class), rejected);
          long held = stage.session.current().number();
          stage.asked((int) held - 1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P5 a deadline that comes after the commit takes nothing back")
  void deadlineAfterCommit() {
    Exploration.of(
        "deadlineAfterCommit",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          stage.issuer.whenAsked(
              () ->
                  stage.act(
                      () -> {
                        if (stage.holds("ada-2")) {
                          stage.timer.fire();
                        }
                      }));
          Stage.Call rejected = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(rejected.got(2), rejected);
          stage.over();
        });
  }

  @Test
  @DisplayName("P4 an executor that rejects keeps neither the slot nor the permit")
  void executorRejects() {
    Exploration.of(
        "executorRejects",
        () -> {
          Stage stage = Stage.signedIn();
          Generation held = stage.session.current();
          stage.rejectTasks(true);
          Stage.Call one = stage.call(held::refreshIfStill);
          Stage.Call other = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(one.failedWith(RefreshFailedException.class), one);
          demand(other.failedWith(RefreshFailedException.class), other);
          stage.asked(0);
          stage.over();
        });
  }

  @Test
  @DisplayName("P4 P6 a listener may refresh, and may throw an Error")
  void listener() {
    Exploration.of(
        "listener",
        () -> {
          Refreshing listener = new Refreshing();
          Stage stage = Stage.signedIn(settings -> settings.listener(listener));
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          stage.quiet();

          demand(rejected.got(2) || rejected.got(3), rejected);
          demand(stage.holds("ada-3"), listener.outcome);
          stage.over();
        });
  }

  @Test
  @DisplayName("P13 a refresher that needs its own session fails, and the others with it")
  void reentry() {
    Exploration.of(
        "reentry",
        () -> {
          Stage stage = Stage.signedIn();
          stage.issuer.whenAsked(stage.session::current);
          Stage.Call rejected = stage.call(stage.session.current()::refreshIfStill);
          Stage.Call begins = stage.call(stage.session::current);
          stage.quiet();

          demand(rejected.failedWith(RefreshFailedException.class), rejected);
          demand(begins.got(1) || begins.failedWith(RefreshFailedException.class), begins);
          stage.asked(1);
          stage.over();
        });
  }

  @Test
  @DisplayName("P1 P10 an early refresh and a rejection are one flight")
  void staleAgainstRejected() {
    Exploration.of(
        "staleAgainstRejected",
        () -> {
          Stage stage = new Stage(settings -> settings);
          stage.session.signIn(stage.issuer.first("ada").withExpiresIn(Duration.ofMinutes(10)));
          Generation held = stage.session.current();
          stage.clock.advance(Duration.ofMinutes(10).minusSeconds(10));
          Stage.Call begins = stage.call(stage.session::current);
          Stage.Call rejected = stage.call(held::refreshIfStill);
          stage.quiet();

          demand(begins.got(1) || begins.got(2), begins);
          demand(rejected.got(2), rejected);
          stage.asked(1);
          stage.over();
        });
  }

  /** Refreshes when it first hears of a refresh, and throws. */
  private static final class Refreshing implements SessionListener {
    final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

    @Override
    public void refreshed(AuthSession session, RefreshEvent refresh) {
      if (outcome.compareAndSet(null, "begun")) {
        try {
          session.refresh();
        } catch (RuntimeException e) {
          outcome.set(e);
        }
        throw new AssertionError("A listener's own.");
      }
    }
  }
}
