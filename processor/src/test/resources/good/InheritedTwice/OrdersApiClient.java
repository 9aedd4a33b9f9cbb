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
   * {@code GET /health}
   */
  @Override
  public String health() {
    return api.health();
  }

  /**
   * {@code GET /orders/{id}}
   */
  @Override
  public String order(String id) {
    return api.order(id);
  }

  /**
   * {@code GET /total/paid}
   */
  @Override
  public String total() {
    return api.total();
  }

  /**
   * No request: Feign ignores it.
   */
  @Override
  public String note() {
    return api.note();
  }

  @Override
  public String toString() {
    return "OrdersApiClient[" + api + "]";
  }
}
