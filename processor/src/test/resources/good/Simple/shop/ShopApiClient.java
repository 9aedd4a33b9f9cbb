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
   * {@code GET /orders/{id}}
   */
  @Override
  public ShopApi.Order order(String id) {
    return api.order(id);
  }

  /**
   * {@code GET /orders?status={status}&page={page}}
   */
  @Override
  public List<ShopApi.Order> orders(String status, int page) {
    return api.orders(status, page);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public ShopApi.Order place(ShopApi.Order order, String request) {
    return api.place(order, request);
  }

  /**
   * {@code DELETE /orders/{id}}
   */
  @Override
  public void cancel(String id) {
    api.cancel(id);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
