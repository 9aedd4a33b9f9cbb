package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Nothing to do: another sign-in began after this one, or a sign-out did, and decided who is signed
 * in.
 */
public final class SignInSupersededException extends LatchkeyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public SignInSupersededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
