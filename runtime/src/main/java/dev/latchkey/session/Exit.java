package dev.latchkey.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the end of the process, if that comes meanwhile, wait a moment for a flight that has the
 * lease of a store: what the server is about to issue has to get there, or the session is lost to
 * the next process. A command-line tool is often done while a refresh goes on in the background.
 */
final class Exit {
  private static final long LONGEST_SECONDS = 5;

  private final CountDownLatch landed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "latchkey-exit");

  /** From now on the process waits; returns false if it ends already, and waits for nobody. */
  boolean hold() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      landed.countDown();
      return false;
    }
  }

  /** It need not wait any more. */
  void letGo() {
    if (landed.getCount() > 0) {
      landed.countDown();
      try {
        // Nothing stays behind: whoever loads this class for a while can unload it.
        boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // the process ends, and the hook has just been told
      }
    }
  }

  private void await() {
    try {
      boolean unused = landed.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
