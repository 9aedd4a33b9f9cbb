package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/** Try again when the store is back: it could not be read or written; the cause says why. */
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
