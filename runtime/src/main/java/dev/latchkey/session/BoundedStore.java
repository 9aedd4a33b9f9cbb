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
record BoundedStore(SessionStore store, Duration limit, Unanswered unanswered)
    implements SessionStore {
  BoundedStore(SessionStore store, Duration limit) {
    this(store, limit, Unanswered.of(store));
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    return answered(unanswered.loading, () -> store.load(key));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    return answered(unanswered.writing, () -> store.compareAndSet(key, version, content));
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    return answered(unanswered.leasing, () -> store.tryLease(key, owner, timeToLive));
  }

  @Override
  public void release(String key, String owner) throws IOException {
    boolean unused =
        answered(
            unanswered.releasing,
            () -> {
              store.release(key, owner);
              return true;
            });
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    return answered(unanswered.naming, () -> store.leaseholder(key));
  }

  @Override
  public void watch(String key, Runnable changed) throws IOException {
    boolean unused =
        answered(
            unanswered.watching,
            () -> {
              store.watch(key, changed);
              return true;
            });
  }

  private <T> T answered(Unanswered.Calls others, Callable<T> call) throws IOException {
    if (!others.admits(System.nanoTime(), limit)) {
      throw new Unanswered.NotAskedException(
          "The store leaves calls without an answer, and these have no end; it is tried now and"
              + " then until it answers. A timeout in its own client or driver would end them.",
          null);
    }
    Call<T> task = new Call<>(call, others);
    try {
      FlightThreads.storing().execute(task);
      T answer = awaited(task);
      others.answered();
      return answer;
    } catch (RejectedExecutionException e) {
      throw new Unanswered.NotAskedException("There is no thread to ask the store on.", e);
    } catch (TimeoutException e) {
      task.giveUp();
      IOException late =
          new IOException("The store has not answered for " + Wording.time(limit.toMillis()) + ".");
      late.initCause(e);
      throw late;
    } catch (ExecutionException e) {
      others.answered();
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

  /** A call that knows whether somebody still waits for it when it ends. */
  private static final class Call<T> extends FutureTask<T> {
    private final Unanswered.Calls others;

    // Guarded by this.
    private boolean isOver;
    private boolean isGivenUp;

    Call(Callable<T> call, Unanswered.Calls others) {
      super(call);
      this.others = others;
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        end();
      }
    }

    private synchronized void end() {
      isOver = true;
      if (isGivenUp) {
        others.remove();
      }
    }

    synchronized void giveUp() {
      if (!isOver) {
        isGivenUp = true;
        others.add(System.nanoTime());
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
