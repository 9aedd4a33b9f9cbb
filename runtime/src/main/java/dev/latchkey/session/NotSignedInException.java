package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/** Sign in: the session holds no credential, so nothing was sent. */
public sealed class NotSignedInException extends LatchkeyException permits SessionExpiredException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public NotSignedInException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
