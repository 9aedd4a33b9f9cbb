package dev.latchkey.session;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Many threads that make the same call at once, and what became of each. */
final class Callers<T> {
  private final List<Thread> threads = new ArrayList<>();
  private final List<T> answers = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  static <T> Callers<T> of(int count, Callable<T> call) {
    Callers<T> callers = new Callers<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> callers.run(start, call), "caller-" + i);
      callers.threads.add(thread);
      thread.start();
    }
    start.countDown();
    return callers;
  }

  private void run(CountDownLatch start, Callable<T> call) {
    try {
      start.await();
      answers.add(call.call());
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  /** Returns when every caller waits for something, or has its answer. */
  Callers<T> awaitParked() {
    await()
        .until(
            () ->
                threads.stream()
                    .allMatch(
                        thread ->
                            thread.getState() == Thread.State.TIMED_WAITING
                                || thread.getState() == Thread.State.TERMINATED));
    return this;
  }

  void interrupt() {
    threads.forEach(Thread::interrupt);
  }

  Callers<T> join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return this;
  }

  List<T> answers() {
    return List.copyOf(answers);
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }
}
