package dev.latchkey.feign;

import dev.latchkey.session.AsyncRefresher;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What {@link EndpointRefresher} is to a blocking endpoint. */
record AsyncEndpointRefresher(String name, Method endpoint, String url, AsyncRefresher asking)
    implements AsyncRefresher {
  @Override
  public CompletionStage<? extends @Nullable CredentialResponse> refresh(Credential held)
      throws Exception {
    return asking.refresh(held);
  }

  /** The future of an endpoint ends its exchange when it is cancelled. */
  @Override
  public void abort(CompletionStage<?> answer) {
    answer.toCompletableFuture().cancel(true);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AsyncEndpointRefresher that
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
