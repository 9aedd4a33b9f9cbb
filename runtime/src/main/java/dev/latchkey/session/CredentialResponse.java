package dev.latchkey.session;

import org.jspecify.annotations.Nullable;

/**
 * An answer that yields a credential: implement it on what your login and refresh endpoints return.
 */
@FunctionalInterface
public interface CredentialResponse {
  /**
   * Returns the credential that the answer holds.
   *
   * @return the credential, or null if the answer holds none, as when a sign-in needs a second
   *     factor
   */
  @Nullable Credential toCredential();
}
