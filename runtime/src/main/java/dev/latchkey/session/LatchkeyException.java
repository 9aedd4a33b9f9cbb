package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * What Latchkey decided, as opposed to what a server answered to a call, which stays a {@code
 * FeignException}; each subclass says what the caller can do.
 *
 * <p>Messages hold no secret.
 */
public abstract sealed class LatchkeyException extends RuntimeException
    permits NotSignedInException,
        RefreshFailedException,
        RefreshRefusedException,
        SessionEndedException,
        SignInSupersededException,
        StoreUnavailableException,
        WaitAbandonedException {
  private static final long serialVersionUID = 1L;

  LatchkeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
