package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.TokenResponse;
import javax.annotation.processing.Generated;

/**
 * The client of {@link ShopApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class ShopApiClient implements ShopApi {
  private final ShopApi api;

  private ShopApiClient(ShopApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link ShopApi} clients}
   */
  public static ApiClientBuilder<ShopApi> builder() {
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedBy((api, held) -> api.refresh(ShopApi.Held.of(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(ShopApi.Held.of(held.refreshToken())));
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refresh(ShopApi.Held<String> held) {
    return api.refresh(held);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout(ShopApi.Held<? extends CharSequence> held) {
    api.logout(held);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
