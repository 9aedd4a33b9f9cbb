package dev.latchkey.feign;

import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.Refresher;
import org.jspecify.annotations.Nullable;

/** Asks an API's own endpoint. */
final class EndpointRefresher extends AtEndpoint implements Refresher {
  private final Refresher asking;

  EndpointRefresher(LifecycleEndpoint endpoint, Refresher asking) {
    super(endpoint);
    this.asking = asking;
  }

  @Override
  public @Nullable CredentialResponse refresh(Credential held) throws Exception {
    return asking.refresh(held);
  }
}
