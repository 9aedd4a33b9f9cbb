package dev.latchkey;

import dev.latchkey.feign.RefreshCall;
import dev.latchkey.feign.SignOutCall;
import feign.BaseBuilder;
import java.util.function.UnaryOperator;

/**
 * Builds the client of an API.
 *
 * @param <T> the API
 */
public final class ApiClientBuilder<T> extends BaseBuilder<ApiClientBuilder<T>, T> {
  /**
   * Called by generated code.
   *
   * @param api the API
   * @param client makes the generated client around Feign's
   */
  public ApiClientBuilder(Class<T> api, UnaryOperator<T> client) {}

  /**
   * Called by generated code: names the call of the {@link Refresh} endpoint.
   *
   * @param refresh calls it
   * @return this builder
   */
  public ApiClientBuilder<T> refreshedBy(RefreshCall<? super T> refresh) {
    return this;
  }

  /**
   * Called by generated code: names the call of the {@link SignOut} endpoint.
   *
   * @param signOut calls it
   * @return this builder
   */
  public ApiClientBuilder<T> signedOutBy(SignOutCall<? super T> signOut) {
    return this;
  }

  @Override
  protected T internalBuild() {
    throw new UnsupportedOperationException();
  }
}
