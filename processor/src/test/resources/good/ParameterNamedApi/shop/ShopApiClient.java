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
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new);
  }

  /**
   * {@code GET /apis/{api}/{held}}
   */
  @Override
  public String order(String api, String held) {
    return this.api.order(api, held);
  }

  /**
   * {@code GET /api}
   */
  @Override
  public String api() {
    return api.api();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
