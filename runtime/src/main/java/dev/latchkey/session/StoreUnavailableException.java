package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/** Wait for the store or mend it: it could not be read or written, and the message says why. */
public final class StoreUnavailableException extends LatchkeyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
