package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.Refresher;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks an API's own endpoint. Two clients of one API at one place refresh a session alike. */
record EndpointRefresher(String name, Method endpoint, String url, Asking asking)
    implements Refresher {
  /** Asks the endpoint. */
  @FunctionalInterface
  interface Asking {
    @Nullable CredentialResponse ask(Credential held) throws Exception;
  }

  @Override
  public @Nullable CredentialResponse refresh(Credential held) throws Exception {
    return asking.ask(held);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EndpointRefresher that
        && endpoint.equals(that.endpoint)
        && url.equals(that.url);
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpoint, url);
  }

  @Override
  public String toString() {
    return name + " at " + url;
  }
}
