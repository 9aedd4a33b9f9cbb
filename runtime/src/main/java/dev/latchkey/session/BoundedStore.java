package dev.latchkey.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A store that answers in time, or says that it does not: it wraps another, whose calls run on a
 * thread of their own, so that one that hangs holds back no successor that a server has issued.
 *
 * <p>What a call that was given up does later does no harm: an entry is only ever replaced by a
 * later one, and a lease that nobody knows of ends with its time.
 */
record BoundedStore(SessionStore store, Duration limit) implements SessionStore {
  @Override
  public Optional<Entry> load(String key) throws IOException {
    return answered(() -> store.load(key));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    return answered(() -> store.compareAndSet(key, version, content));
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    return answered(() -> store.tryLease(key, owner, timeToLive));
  }

  @Override
  public void release(String key, String owner) throws IOException {
    boolean unused =
        answered(
            () -> {
              store.release(key, owner);
              return true;
            });
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    return answered(() -> store.leaseholder(key));
  }

  @Override
  public void watch(String key, Runnable changed) throws IOException {
    boolean unused =
        answered(
            () -> {
              store.watch(key, changed);
              return true;
            });
  }

  private <T> T answered(Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    try {
      FlightThreads.storing().execute(task);
      return awaited(task);
    } catch (RejectedExecutionException e) {
      throw new IOException("There is no thread to ask the store on.", e);
    } catch (TimeoutException e) {
      IOException late =
          new IOException("The store has not answered for " + Wording.time(limit.toMillis()) + ".");
      late.initCause(e);
      throw late;
    } catch (ExecutionException e) {
      throw thrownByTheStore(e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  /**
   * Waits for the answer, whoever interrupts: what the server has issued is not to be lost, nor a
   * lease kept for ever, because a refresh has taken too long or an executor is shut down. The
   * caller finds the interrupt when it has the answer.
   */
  private <T> T awaited(FutureTask<T> task) throws ExecutionException, TimeoutException {
    long nanos = limit.toNanos();
    long begun = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(nanos - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException thrownByTheStore(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return thrown instanceof IOException e ? e : new IOException(thrown);
  }

  /** Returns the name of the store that it wraps, which is the one that messages are about. */
  @Override
  public String toString() {
    return store.toString();
  }
}
