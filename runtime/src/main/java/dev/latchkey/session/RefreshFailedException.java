package dev.latchkey.session;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Try later: the credential could not be refreshed now, and is kept; the cause says why.
 *
 * <p>A {@link Refresher} throws it to name an error word, or the time that the server asked to be
 * left alone; a session throws it, with {@link #retryAt()}, to every call that waited for the
 * refresh and to those that need one before then.
 */
public sealed class RefreshFailedException extends LatchkeyException
    permits MisconfiguredException {
  private static final long serialVersionUID = 1L;

  /** What failed, in a word. */
  private final String error;

  /** When the next refresh is allowed. */
  private final Instant retryAt;

  /**
   * Creates the exception that a {@link Refresher} throws, and leaves the time to the session's
   * policy.
   *
   * @param message what happened and what to do; holds no secret
   * @param error what failed, as {@link #error()} returns it
   * @param cause why, or null
   */
  public RefreshFailedException(String message, String error, @Nullable Throwable cause) {
    this(message, error, Instant.MIN, cause);
  }

  /**
   * Creates the exception with a time.
   *
   * @param message what happened and what to do; holds no secret
   * @param error what failed, as {@link #error()} returns it
   * @param retryAt when the next refresh is allowed
   * @param cause why, or null
   */
  public RefreshFailedException(
      String message, String error, Instant retryAt, @Nullable Throwable cause) {
    super(message, cause);
    this.error = Objects.requireNonNull(error, "error");
    this.retryAt = Objects.requireNonNull(retryAt, "retryAt");
  }

  /**
   * Returns what failed, in a short word for dashboards: the error of RFC 6749, section 5.2, such
   * as {@code invalid_client}, or the status, such as {@code 503}, or the simple name of an
   * exception.
   *
   * @return the word
   */
  public final String error() {
    return error;
  }

  /**
   * Returns when the next refresh is allowed; until then calls that need one fail at once with this
   * failure.
   *
   * @return the time by the session's clock, or by the system's where a server has named it; {@link
   *     Instant#MIN} from a refresher that leaves it to the session's policy
   */
  public final Instant retryAt() {
    return retryAt;
  }
}
