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
   * {@code GET /one}
   */
  @Override
  public String one() {
    return api.one();
  }

  /**
   * {@code GET /orders/{id}}
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
