package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Shop.Orders}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class Shop_OrdersClient implements Shop.Orders {
  private final Shop.Orders api;

  private Shop_OrdersClient(Shop.Orders api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Shop.Orders} clients}
   */
  public static ApiClientBuilder<Shop.Orders> builder() {
    return new ApiClientBuilder<>(Shop.Orders.class, Shop_OrdersClient::new);
  }

  /**
   * {@code GET /orders/count}
   */
  @Override
  public int count() {
    return api.count();
  }

  @Override
  public String toString() {
    return "Shop_OrdersClient[" + api + "]";
  }
}
