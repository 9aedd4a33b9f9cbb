package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * Asks the server for a credential's successor.
 *
 * <p>A session runs it on a thread of its own executor, one call at a time, so values bound to the
 * thread of the call that needs the refresh are not there. It may block, and should end by itself:
 * nothing refreshes the session before it has ended. Its {@link Object#toString()} names it in
 * messages.
 */
@FunctionalInterface
public interface Refresher {
  /**
   * Returns the successor of the credential that the session holds.
   *
   * @param held the credential to replace, read when the refresh begins
   * @return the answer; null, or an answer without a credential, counts as a failure for now
   * @throws RefreshRefusedException if the server will never give one, which expires the session
   * @throws RefreshFailedException if it may later, to name an error word and a time
   * @throws MisconfiguredException if it will not until somebody mends the configuration
   * @throws Exception anything else, which counts as a failure for now
   */
  @Nullable CredentialResponse refresh(Credential held) throws Exception;
}
