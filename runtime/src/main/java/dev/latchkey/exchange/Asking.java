package dev.latchkey.exchange;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The executor of what follows an answer, such as to read its body, while somebody asks for it: on
 * the thread that brings the answer, but never on the one that asks. An answer may be there before
 * anybody has said what follows it; a body that stalls would keep one who asked for a future.
 */
public final class Asking implements Executor, AutoCloseable {
  private volatile @Nullable Thread asker = Thread.currentThread();

  /** Begins to ask, on this thread. */
  public Asking() {}

  @Override
  public void execute(Runnable work) {
    if (Thread.currentThread() == asker) {
      ExchangeThreads.elsewhere(work);
    } else {
      ExchangeThreads.reading(work);
    }
  }

  /** Says that this thread has asked, and may bring the answer as well as any other. */
  @Override
  public void close() {
    asker = null;
  }
}
