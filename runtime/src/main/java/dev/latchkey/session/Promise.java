package dev.latchkey.session;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A pursuit that no thread waits for: each time that something has happened, a thread of the
 * executor looks again. Cancelling it, or completing it by hand, ends the pursuit and nothing else.
 */
final class Promise extends CompletableFuture<@Nullable Generation> {
  private final RefreshCoordinator coordinator;
  private final Pursuit pursuit;

  /** Whether it is null, and no failure, that nobody is signed in. */
  private final boolean orNull;

  Promise(RefreshCoordinator coordinator, Pursuit pursuit, boolean orNull) {
    this.coordinator = coordinator;
    this.pursuit = pursuit;
    this.orNull = orNull;
  }

  /** Looks for the first time, on the caller's thread, and returns this. */
  Promise begin() {
    CompletableFuture<?> first = look();
    if (first != null) {
      Timer timer = coordinator.state.environment.timer();
      Runnable forget = timer.after(pursuit.patience(), this::giveUp);
      CompletableFuture<?> unused = whenComplete((reached, why) -> forget.run());
      wakeUpAfter(first);
    }
    return this;
  }

  private void wakeUpAfter(CompletableFuture<?> happening) {
    // Handed over, not run: what completes the happening has more to do than one caller's business.
    CompletableFuture<?> unused =
        happening.whenComplete(
            (nothing, why) -> coordinator.state.environment.handOver(this::lookAgain));
  }

  private void lookAgain() {
    CompletableFuture<?> next = look();
    if (next != null) {
      wakeUpAfter(next);
    }
  }

  private @Nullable CompletableFuture<?> look() {
    if (isDone()) {
      pursuit.leave();
      return null;
    }
    try {
      CompletableFuture<?> next = pursuit.advance();
      if (next == null && !complete(pursuit.reached())) {
        pursuit.reachedInVain();
      }
      return next;
    } catch (Throwable e) {
      // An Error too: a future that is left open says less than any exception.
      pursuit.leave();
      if (orNull && e instanceof NotSignedInException) {
        complete(null);
      } else {
        completeExceptionally(e);
      }
      return null;
    }
  }

  private void giveUp() {
    completeExceptionally(new WaitAbandonedException(Patience.outOfTime(pursuit.patience()), null));
  }
}
