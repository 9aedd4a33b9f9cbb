package dev.latchkey.session;

import java.io.IOException;
import java.io.InterruptedIOException;
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
 * <p>What a call that was given up does later is harmless: an entry is only ever replaced by a
 * later one.
 */
record BoundedStore(SessionStore store, Duration limit) implements SessionStore {
  /** Returns the store with this bound, or as it is if nobody bounds it. */
  static SessionStore within(Duration limit, SessionStore store) {
    return limit.equals(RefreshPolicy.FOREVER) ? store : new BoundedStore(store, limit);
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    return answered(() -> store.load(key));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    return answered(() -> store.compareAndSet(key, version, content));
  }

  private <T> T answered(Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    try {
      FlightThreads.storing().execute(task);
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new IOException("There is no thread to ask the store on.", e);
    } catch (TimeoutException e) {
      IOException late =
          new IOException("The store has not answered for " + Wording.time(limit.toMillis()) + ".");
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      IOException interrupted =
          new InterruptedIOException("Interrupted while the store was asked.");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw thrownByTheStore(e.getCause());
    } finally {
      task.cancel(true);
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
