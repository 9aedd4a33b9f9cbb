package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
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
   * {@code GET /v2/orders/{id}}
   */
  @Override
  public String order(String orderId, String shop) {
    return api.order(orderId, shop);
  }

  /**
   * {@code GET /v2/orders}
   */
  @Override
  public List<String> orders() {
    return api.orders();
  }

  /**
   * {@code GET /v2/sum}
   */
  @Override
  public int sum() {
    return api.sum();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
