package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/** Sign in again: the server ended the session; the cause says how. */
public final class SessionExpiredException extends NotSignedInException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public SessionExpiredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
