package benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Callers who have lined up, each on a thread of its own, and all call at once when told to. */
final class Crowd {
  private final CountDownLatch start = new CountDownLatch(1);
  private final List<Future<?>> callers = new ArrayList<>();
  private Callable<?> call = () -> "nothing";

  private Crowd() {}

  /** Returns a crowd of which everybody has arrived. */
  static Crowd of(int size, ExecutorService threads) throws InterruptedException {
    Crowd crowd = new Crowd();
    CountDownLatch arrived = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      crowd.callers.add(
          threads.submit(
              () -> {
                arrived.countDown();
                crowd.start.await();
                return crowd.call.call();
              }));
    }
    arrived.await();
    return crowd;
  }

  /** Lets all of them make this call, and waits for the last answer; each crowd calls once. */
  void call(Callable<?> together) throws ExecutionException, InterruptedException {
    call = together;
    start.countDown();
    for (Future<?> caller : callers) {
      caller.get();
    }
  }
}
