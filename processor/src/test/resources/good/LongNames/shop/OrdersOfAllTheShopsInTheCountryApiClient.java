package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.TokenResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The client of {@link OrdersOfAllTheShopsInTheCountryApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class OrdersOfAllTheShopsInTheCountryApiClient implements OrdersOfAllTheShopsInTheCountryApi {
  private final OrdersOfAllTheShopsInTheCountryApi api;

  private OrdersOfAllTheShopsInTheCountryApiClient(OrdersOfAllTheShopsInTheCountryApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link OrdersOfAllTheShopsInTheCountryApi} clients}
   */
  static ApiClientBuilder<OrdersOfAllTheShopsInTheCountryApi> builder() {
    return new ApiClientBuilder<>(OrdersOfAllTheShopsInTheCountryApi.class,
        OrdersOfAllTheShopsInTheCountryApiClient::new)
        .refreshedBy((api, held) -> api.refreshWithALongName(
            new OrdersOfAllTheShopsInTheCountryApi.LongRefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.signOutWithALongName(
            new OrdersOfAllTheShopsInTheCountryApi.LongRefreshRequest(held.refreshToken())));
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refreshWithALongName(
      OrdersOfAllTheShopsInTheCountryApi.LongRefreshRequest request) {
    return api.refreshWithALongName(request);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void signOutWithALongName(OrdersOfAllTheShopsInTheCountryApi.LongRefreshRequest request) {
    api.signOutWithALongName(request);
  }

  /**
   * {@code GET /orders?firstParameter={firstParameter}&second={secondParameter}&third={thirdParameter}}
   */
  @Override
  public Map<String, List<Map<String, String>>> ordersByEverythingThatThereIs(
      List<String> firstParameter, List<String> secondParameter, List<String> thirdParameter)
      throws IOException, InterruptedException, IllegalStateException, IllegalArgumentException {
    return api.ordersByEverythingThatThereIs(firstParameter, secondParameter, thirdParameter);
  }

  @Override
  public String toString() {
    return "OrdersOfAllTheShopsInTheCountryApiClient[" + api + "]";
  }
}
