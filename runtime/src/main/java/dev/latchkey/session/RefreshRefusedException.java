package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link Refresher}: the server refused, and no repetition can help ({@code
 * invalid_grant}, RFC 6749, section 5.2). It expires the session; callers see {@link
 * SessionExpiredException} with this as its cause.
 */
public final class RefreshRefusedException extends LatchkeyException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what the server said; holds no secret
   */
  public RefreshRefusedException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message what happened and what to do; holds no secret
   * @param cause why, or null
   */
  public RefreshRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
