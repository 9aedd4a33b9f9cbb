package dev.latchkey.feign;

import dev.latchkey.session.AsyncRefresher;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What {@link EndpointRefresher} is to a blocking endpoint. */
final class AsyncEndpointRefresher extends AtEndpoint implements AsyncRefresher {
  private final AsyncRefresher asking;

  AsyncEndpointRefresher(LifecycleEndpoint endpoint, AsyncRefresher asking) {
    super(endpoint);
    this.asking = asking;
  }

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
}
