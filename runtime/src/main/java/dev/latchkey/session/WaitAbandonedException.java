package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Try again, or give the call more time: it was interrupted, or ran out of time, while it waited
 * for a refresh, which goes on for the others.
 */
public final class WaitAbandonedException extends LatchkeyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public WaitAbandonedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
