package dev.latchkey.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is opened when it is first needed and then kept, such as a connection. It is
 * opened on a thread of its own: whoever needs it may leave, and the next finds it open.
 */
final class Opened<T> {
  private final Supplier<T> opener;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable CompletableFuture<T> opening;

  Opened(Supplier<T> opener) {
    this.opener = opener;
  }

  /**
   * Returns it once it is open.
   *
   * @throws ExecutionException if it could not be opened; the next who needs it tries again
   */
  T get() throws InterruptedException, ExecutionException {
    return opening().get();
  }

  private CompletableFuture<T> opening() {
    lock.lock();
    try {
      CompletableFuture<T> latest = opening;
      if (latest == null || latest.isCompletedExceptionally()) {
        CompletableFuture<T> next = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> open(next), "latchkey-redis-open", 0, false);
        thread.setDaemon(true);
        thread.start();
        latest = next;
        opening = next;
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }

  private void open(CompletableFuture<T> next) {
    try {
      next.complete(opener.get());
    } catch (Throwable e) {
      next.completeExceptionally(e);
    }
  }
}
