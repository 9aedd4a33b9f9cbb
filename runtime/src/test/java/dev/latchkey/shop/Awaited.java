package dev.latchkey.shop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asynchronous calls as blocking ones, so that what a test says holds for both. */
public final class Awaited {
  private Awaited() {}

  /**
   * Returns the blocking twin of an API, each of whose calls waits for the future of the endpoint
   * of its name.
   */
  public static <T, A> T as(Class<T> twin, Class<A> api, A client) {
    return twin.cast(
        Proxy.newProxyInstance(
            twin.getClassLoader(),
            new Class<?>[] {twin},
            (proxy, called, arguments) -> {
              Method asked = api.getMethod(called.getName(), called.getParameterTypes());
              asked.setAccessible(true); // a test's own API is of its package alone
              try {
                return ((CompletionStage<?>) asked.invoke(client, arguments))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
              } catch (InvocationTargetException | ExecutionException e) {
                throw e.getCause();
              }
            }));
  }

  /** Returns why a call has failed, as soon as it has. */
  public static Throwable failureOf(Future<?> call) {
    try {
      throw new AssertionError("was answered: " + call.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (CancellationException e) {
      return e;
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
