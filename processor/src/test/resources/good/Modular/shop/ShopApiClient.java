package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;

/**
 * The client of {@link ShopApi}.
 */
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
   * {@code GET /orders}
   */
  @Override
  public List<ShopApi.Order> orders(ShopApi.Filter filter) {
    return api.orders(filter);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public void place(ShopApi.Order order) {
    api.place(order);
  }

  /**
   * {@code GET /status}
   */
  @Override
  public ShopApi.Status status() {
    return api.status();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
