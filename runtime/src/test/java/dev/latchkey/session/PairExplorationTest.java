package dev.latchkey.session;

import static dev.latchkey.session.Stage.demand;

import dev.latchkey.session.Stage.MoodyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every two operations at once, while a rejected generation is replaced. */
@Tag("explorations")
class PairExplorationTest {
  /** What anybody can do to a session at any time. */
  enum Operation {
    REFRESH,
    ACCEPT,
    REJECT_AGAIN,
    SIGN_IN,
    SIGN_OUT,
    STORE_FAILS,
    REJECT_FOR_GOOD,
    FUTURE,
    DEADLINE;

    @Nullable Generation on(Stage stage, MoodyStore store, Generation held)
        throws InterruptedException, ExecutionException {
      switch (this) {
        case REFRESH -> stage.session.refresh();
        case ACCEPT -> held.accepted();
        case REJECT_AGAIN -> {
          return held.refreshIfStill().refreshIfStill();
        }
        case REJECT_FOR_GOOD -> {
          Generation successor = held.refreshIfStill("orders");
          successor.rejectedAgain("orders");
          return successor;
        }
        case FUTURE -> {
          CompletableFuture<Generation> left = held.refreshIfStillAsync("orders");
          Generation answer = held.refreshIfStillAsync("orders").get();
          left.cancel(true);
          return answer;
        }
        case SIGN_IN -> stage.signIn("bob");
        case SIGN_OUT -> {
          try {
            stage.session.signOut();
          } catch (StoreUnavailableException e) {
            demand(store.fails, e);
          }
        }
        case STORE_FAILS -> store.fails = true;
        case DEADLINE -> stage.timer.fire();
      }
      return null;
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Operation.values())
        .flatMap(
            one ->
                Stream.of(Operation.values())
                    .filter(other -> other.compareTo(one) >= 0)
                    .map(other -> Arguments.of(one, other)));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("pairs")
  @DisplayName("P1 P3 P4 P20 hold for any two operations beside a rejection")
  void pair(Operation one, Operation other) {
    Exploration.ofMany(
        one + " and " + other,
        () -> {
          MoodyStore store = new MoodyStore();
          Stage stage = Stage.signedIn(settings -> settings.store(store));
          Generation held = stage.session.current();
          Stage.Call rejected = stage.call(held::refreshIfStill);
          Stage.Call first = stage.call(() -> one.on(stage, store, held));
          Stage.Call second = stage.call(() -> other.on(stage, store, held));
          boolean owes = one == Operation.STORE_FAILS || other == Operation.STORE_FAILS;
          if (owes) {
            stage.settled();
          } else {
            stage.quiet();
          }

          for (Stage.Call call : new Stage.Call[] {rejected, first, second}) {
            Generation answer = call.answer;
            demand(answer == null || (answer.number() > 1 && Stage.sameUser(held, answer)), call);
          }
          stage.askedAtMost(4);
          boolean signedOut = one == Operation.SIGN_OUT || other == Operation.SIGN_OUT;
          boolean signedIn = one == Operation.SIGN_IN || other == Operation.SIGN_IN;
          if (signedOut && !signedIn) {
            demand(stage.session.held().isEmpty(), stage.session);
          }
          if (!owes) {
            demand(store.held().equals(stage.session.held()), "stored another");
          }
          store.fails = false;
          stage.pay();
          stage.over();
        });
  }
}
