package shop;

import dev.latchkey.ApiClientBuilder;
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
        .refreshedBy((api, held) -> api.refresh(ShopApi.Renewal.of(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(ShopApi.Farewell.to(held)));
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public ShopApi.Tokens refresh(ShopApi.Renewal renewal) {
    return api.refresh(renewal);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout(ShopApi.Farewell farewell) {
    api.logout(farewell);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
