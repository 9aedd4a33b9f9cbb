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
   * {@code GET /v2/orders}
   */
  @Override
  public String orders() {
    return api.orders();
  }

  /**
   * {@code GET /v2/orders/{id}}
   */
  @Override
  public String order(String id) {
    return api.order(id);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
