package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls the asynchronous {@code @Refresh} endpoint of an API with what its parameter takes.
 *
 * @param <T> the API
 */
@FunctionalInterface
public interface AsyncRefreshCall<T> {
  /**
   * Calls the endpoint.
   *
   * @param api the API, open to the session alone
   * @param held the credential to replace
   * @return the answer, to come
   * @throws Exception what the endpoint throws
   */
  CompletionStage<? extends @Nullable CredentialResponse> call(T api, Credential held)
      throws Exception;
}
