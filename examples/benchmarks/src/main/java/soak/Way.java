package soak;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A way to make a call and wait for what comes of it. */
enum Way {
  /** The thread that calls waits within Feign. */
  BLOCKING {
    @Override
    SoakApi.Order order(User user, long call) {
      return user.api.order(call);
    }
  },

  /** No thread waits; an interruption cancels the call. */
  FUTURE {
    @Override
    SoakApi.Order order(User user, long call) throws Exception {
      CompletableFuture<SoakApi.Order> answer = user.later.later(call);
      try {
        return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        answer.cancel(true);
        throw new CancellationException("interrupted");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  };

  /** Longer than any call may take, so a future that is open then has been forgotten. */
  private static final int LONGEST_SECONDS = 60;

  /** Makes a call, and returns or throws what comes of it. */
  abstract SoakApi.Order order(User user, long call) throws Exception;
}
