package soak;

import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.session.SignInSupersededException;
import dev.latchkey.session.WaitAbandonedException;
import feign.FeignException;
import feign.RetryableException;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/** How a call, a sign-in or a sign-out may end. */
enum Outcome {
  ANSWERED("answered"),
  NOT_SIGNED_IN("nobody was signed in"),
  EXPIRED("the session had expired"),
  ENDED("somebody else signed in or out meanwhile"),
  SUPERSEDED("a later sign-in or sign-out decided"),
  REFRESH_FAILED("the refresh failed for now"),
  ABANDONED("did not wait for the refresh any longer"),
  CANCELLED("cancelled by its caller"),
  REJECTED("rejected for the second time"),
  SERVER_ERROR("the server said 5xx"),
  NO_ANSWER("the connection broke, or was too slow"),
  UNEXPECTED("anything else");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** Returns what it means that a call threw this. */
  static Outcome of(Throwable thrown) {
    if (thrown instanceof SessionExpiredException) {
      return EXPIRED;
    }
    if (thrown instanceof SignInSupersededException) {
      return SUPERSEDED;
    }
    if (thrown instanceof NotSignedInException) {
      return NOT_SIGNED_IN;
    }
    if (thrown instanceof SessionEndedException) {
      return ENDED;
    }
    if (thrown instanceof WaitAbandonedException) {
      return ABANDONED;
    }
    if (thrown instanceof RefreshFailedException && !(thrown instanceof MisconfiguredException)) {
      return REFRESH_FAILED;
    }
    if (thrown instanceof CancellationException) {
      return CANCELLED;
    }
    if (thrown instanceof RetryableException) {
      return NO_ANSWER;
    }
    if (thrown instanceof FeignException.Unauthorized) {
      return REJECTED;
    }
    if (thrown instanceof FeignException.FeignServerException) {
      return SERVER_ERROR;
    }
    boolean brokeOff = thrown instanceof FeignException && thrown.getCause() instanceof IOException;
    return brokeOff ? NO_ANSWER : UNEXPECTED;
  }

  @Override
  public String toString() {
    return words;
  }
}
