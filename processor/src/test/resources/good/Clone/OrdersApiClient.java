import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link OrdersApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class OrdersApiClient implements OrdersApi {
  private final OrdersApi api;

  private OrdersApiClient(OrdersApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link OrdersApi} clients}
   */
  static ApiClientBuilder<OrdersApi> builder() {
    return new ApiClientBuilder<>(OrdersApi.class, OrdersApiClient::new);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public String clone() throws CloneNotSupportedException {
    return api.clone();
  }

  /**
   * {@code POST /{id}}
   */
  @Override
  public int clone(String id) {
    return api.clone(id);
  }

  @Override
  public String toString() {
    return "OrdersApiClient[" + api + "]";
  }
}
