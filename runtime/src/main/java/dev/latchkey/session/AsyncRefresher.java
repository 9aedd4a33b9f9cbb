package dev.latchkey.session;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for the successor of a credential, and blocks no thread while it waits for the
 * answer; what a {@link Refresher} is to a blocking exchange.
 *
 * <p>The session calls it for one flight at a time, on a thread of its executor. No other refresh
 * begins before the stage has completed; those who want one after the deadline of the flight fail
 * at once. So an exchange needs a bound of its own, or an {@link #abort}. It must not wait for a
 * call that carries the session's own credential: on the thread that calls it that is noticed and
 * refused; behind a later stage it ends with {@link WaitAbandonedException}.
 */
@FunctionalInterface
public interface AsyncRefresher {
  /**
   * Asks the server.
   *
   * @param held the credential to replace
   * @return the answer, to come; one without a new refresh token keeps the old one (RFC 6749,
   *     section 6). It fails like a {@link Refresher} throws, within a {@link
   *     java.util.concurrent.CompletionException} or not
   * @throws Exception like a {@link Refresher}
   */
  CompletionStage<? extends @Nullable CredentialResponse> refresh(Credential held) throws Exception;

  /**
   * Aborts an exchange when the deadline of its flight has passed. The session does not cancel what
   * it was given by itself: a stage that is cancelled is done at once, whatever goes on behind it,
   * and the next refresh would begin beside that. Does nothing by default.
   *
   * @param answer what {@link #refresh} returned; it has to complete, but not before the exchange
   *     has ended
   */
  default void abort(CompletionStage<?> answer) {}
}
