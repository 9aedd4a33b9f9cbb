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
   * {@code POST /orders}
   */
  @Override
  public String place(String order) {
    return api.place(order);
  }

  /**
   * {@code GET /items/{id}}
   */
  @Override
  public String item(String id) {
    return api.item(id);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
