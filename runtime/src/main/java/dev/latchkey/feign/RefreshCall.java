package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import org.jspecify.annotations.Nullable;

/**
 * Calls the {@code @Refresh} endpoint of an API with what its parameter takes.
 *
 * @param <T> the API
 */
@FunctionalInterface
public interface RefreshCall<T> {
  /**
   * Calls the endpoint.
   *
   * @param api the API, open to the session alone
   * @param held the credential to replace
   * @return the answer, or null from an endpoint that returns nothing
   * @throws Exception what the endpoint throws
   */
  @Nullable CredentialResponse call(T api, Credential held) throws Exception;
}
