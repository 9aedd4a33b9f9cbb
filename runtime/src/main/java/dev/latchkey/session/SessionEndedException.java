package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Repeat the call if it should be made by whoever is signed in now: while it was under way,
 * somebody signed out or signed in, and a call is never resent as another user.
 */
public final class SessionEndedException extends LatchkeyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public SessionEndedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
