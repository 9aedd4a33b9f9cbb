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
   * {@code POST /orders}
   */
  @Override
  public void place(ShopApi.Order order) {
    api.place(order);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public void place(ShopApi.Order... orders) {
    api.place(orders);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public void place(List<ShopApi.Order> orders) {
    api.place(orders);
  }

  /**
   * {@code POST /orders/{id}}
   */
  @Override
  public void place(String id, ShopApi.Order order) {
    api.place(id, order);
  }

  /**
   * No request: Feign ignores it.
   */
  @Override
  public void place(Later.Order order) {
    api.place(order);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
