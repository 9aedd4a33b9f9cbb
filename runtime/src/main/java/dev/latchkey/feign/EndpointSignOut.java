package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells an API's own endpoint. */
record EndpointSignOut(String name, Method endpoint, String url, Telling telling)
    implements Consumer<Credential> {
  /** Tells the endpoint. */
  @FunctionalInterface
  interface Telling {
    void tell(Credential held) throws Throwable;
  }

  @Override
  public void accept(Credential held) {
    try {
      telling.tell(held);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EndpointSignOut that
        && endpoint.equals(that.endpoint)
        && url.equals(that.url);
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpoint, url);
  }

  @Override
  public String toString() {
    return name;
  }
}
