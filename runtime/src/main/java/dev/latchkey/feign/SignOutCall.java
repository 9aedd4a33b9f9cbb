package dev.latchkey.feign;

import dev.latchkey.session.Credential;

/**
 * Calls the {@code @SignOut} endpoint of an API with what its parameter takes.
 *
 * @param <T> the API
 */
@FunctionalInterface
public interface SignOutCall<T> {
  /**
   * Calls the endpoint.
   *
   * @param api the API, open to the session alone
   * @param held the credential that the session held until now
   * @throws Exception what the endpoint throws
   */
  void call(T api, Credential held) throws Exception;
}
