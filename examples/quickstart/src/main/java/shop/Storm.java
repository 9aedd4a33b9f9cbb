package shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import shop.ServerLog.Event;

/**
 * Many calls at once, all of which find that their access token has expired.
 *
 * @param contender who makes the calls
 * @param expiryTold whether the client was told how long its token lives
 * @param calls how many there were
 * @param failures what those that were lost threw
 * @param seen what the server saw
 * @param sessionAlive whether the session outlived the storm
 */
record Storm(
    Contender contender,
    boolean expiryTold,
    int calls,
    List<Throwable> failures,
    List<ServerLog.Entry> seen,
    boolean sessionAlive) {

  /** Signs in, lets the token expire, calls from many threads, and waits for every call to end. */
  static Storm of(Contender contender, boolean expiryTold, int calls)
      throws IOException, InterruptedException {
    ShopClock clock = new ShopClock();
    try (ShopServer server = ShopServer.start(clock, expiryTold, calls)) {
      ShopApi shop = contender.signIn(server.url(), clock);
      clock.putForward(TokenDesk.LIFETIME);
      ServerLog log = server.newLog();
      List<Throwable> failures = callTogether(shop, calls);
      return new Storm(contender, expiryTold, calls, failures, log.entries(), server.hasSession());
    }
  }

  int answered() {
    return calls - failures.size();
  }

  long count(Event event) {
    return seen.stream().filter(entry -> entry.event() == event).count();
  }

  /** Returns whether the client needed no more than one refresh and lost nothing. */
  boolean isHarmless() {
    return refreshes() == 1 && failures.isEmpty() && sessionAlive;
  }

  /** Returns how many refreshes the client asked for. */
  long refreshes() {
    return count(Event.REFRESH_GRANTED)
        + count(Event.REFRESH_TOKEN_SPENT)
        + count(Event.REFRESH_OF_DEAD_SESSION);
  }

  /** Returns how often the client called; a call that is sent again counts twice. */
  long requests() {
    return count(Event.CALL_WITH_EXPIRED_TOKEN)
        + count(Event.ANSWERED_200)
        + count(Event.CALL_OF_DEAD_SESSION);
  }

  private static List<Throwable> callTogether(ShopApi shop, int calls) throws InterruptedException {
    CyclicBarrier together = new CyclicBarrier(calls);
    Callable<List<ShopApi.Order>> call =
        () -> {
          together.await();
          return shop.orders();
        };
    ExecutorService callers = Executors.newFixedThreadPool(calls);
    try {
      List<Throwable> failures = new ArrayList<>();
      for (Future<?> ended :
          callers.invokeAll(Collections.nCopies(calls, call), 1, TimeUnit.MINUTES)) {
        try {
          ended.get();
        } catch (ExecutionException e) {
          failures.add(Objects.requireNonNull(e.getCause()));
        } catch (CancellationException outOfTime) {
          failures.add(outOfTime);
        }
      }
      return failures;
    } finally {
      callers.shutdownNow();
    }
  }
}
