package dev.latchkey.exchange;

import feign.Types;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a return type promises for later, by Feign's own rule; nothing if the endpoint blocks. */
public final class AsyncReturn {
  private AsyncReturn() {}

  /**
   * Returns what a method promises as a member of an API, whose type arguments are known.
   *
   * @param method the method
   * @param api the API
   * @return {@code Order} of a {@code CompletableFuture<Order>}; empty for a default method, which
   *     is nobody's endpoint
   */
  public static Optional<Type> of(Method method, Class<?> api) {
    return method.isDefault()
        ? Optional.empty()
        : of(Types.resolve(api, api, method.getGenericReturnType()));
  }

  /**
   * Returns what a type promises.
   *
   * @param returned a return type without type variables
   * @return {@code Order} of a {@code CompletionStage<Order>}
   */
  public static Optional<Type> of(Type returned) {
    return returned instanceof ParameterizedType promise
            && Types.getRawType(promise).isAssignableFrom(CompletableFuture.class)
        ? Optional.of(promise.getActualTypeArguments()[0])
        : Optional.empty();
  }
}
