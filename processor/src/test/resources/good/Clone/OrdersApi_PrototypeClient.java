import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link OrdersApi.Prototype}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class OrdersApi_PrototypeClient implements OrdersApi.Prototype {
  private final OrdersApi.Prototype api;

  private OrdersApi_PrototypeClient(OrdersApi.Prototype api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link OrdersApi.Prototype} clients}
   */
  static ApiClientBuilder<OrdersApi.Prototype> builder() {
    return new ApiClientBuilder<>(OrdersApi.Prototype.class, OrdersApi_PrototypeClient::new);
  }

  /**
   * No request: Feign ignores it.
   */
  @Override
  public Object clone() {
    return api.clone();
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String orders() {
    return api.orders();
  }

  @Override
  public String toString() {
    return "OrdersApi_PrototypeClient[" + api + "]";
  }
}
