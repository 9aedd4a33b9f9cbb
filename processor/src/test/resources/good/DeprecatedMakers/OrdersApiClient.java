import dev.latchkey.ApiClientBuilder;
import dev.latchkey.TokenResponse;
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
  @SuppressWarnings({"deprecation", "removal"})
  static ApiClientBuilder<OrdersApi> builder() {
    return new ApiClientBuilder<>(OrdersApi.class, OrdersApiClient::new)
        .refreshedBy((api, held) -> api.refresh(new OrdersApi.Renewal(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(OrdersApi.Farewell.of(held.refreshToken())));
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refresh(OrdersApi.Renewal renewal) {
    return api.refresh(renewal);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout(OrdersApi.Farewell farewell) {
    api.logout(farewell);
  }

  @Override
  public String toString() {
    return "OrdersApiClient[" + api + "]";
  }
}
