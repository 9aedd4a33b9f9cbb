import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Silenced.OrdersApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
@SuppressWarnings("serial")
final class Silenced_OrdersApiClient implements Silenced.OrdersApi {
  private final Silenced.OrdersApi api;

  private Silenced_OrdersApiClient(Silenced.OrdersApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Silenced.OrdersApi} clients}
   */
  static ApiClientBuilder<Silenced.OrdersApi> builder() {
    return new ApiClientBuilder<>(Silenced.OrdersApi.class, Silenced_OrdersApiClient::new);
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
    return "Silenced_OrdersApiClient[" + api + "]";
  }
}
