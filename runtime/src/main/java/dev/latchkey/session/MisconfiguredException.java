package dev.latchkey.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mend the configuration: the server will refresh this session for nobody until its client, scope
 * or address is put right ({@code invalid_client}, {@code unauthorized_client}, {@code
 * invalid_scope}, or a status such as 404).
 *
 * <p>The credential is kept, and a call may try again after the longest cool-down.
 */
public final class MisconfiguredException extends RefreshFailedException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception that a {@link Refresher} throws.
   *
   * @param message what is wrong and what to mend; holds no secret
   * @param error what failed, as {@link #error()} returns it
   * @param cause why, or null
   */
  public MisconfiguredException(String message, String error, @Nullable Throwable cause) {
    super(message, error, cause);
  }

  /**
   * Creates the exception with a time.
   *
   * @param message what is wrong and what to mend; holds no secret
   * @param error what failed, as {@link #error()} returns it
   * @param retryAt when the next refresh is allowed
   * @param cause why, or null
   */
  public MisconfiguredException(
      String message, String error, Instant retryAt, @Nullable Throwable cause) {
    super(message, error, retryAt, cause);
  }
}
