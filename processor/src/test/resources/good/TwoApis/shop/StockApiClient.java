package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link StockApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class StockApiClient implements StockApi {
  private final StockApi api;

  private StockApiClient(StockApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link StockApi} clients}
   */
  static ApiClientBuilder<StockApi> builder() {
    return new ApiClientBuilder<>(StockApi.class, StockApiClient::new);
  }

  /**
   * {@code GET /items/{id}}
   */
  @Override
  public Integer item(String id) {
    return api.item(id);
  }

  @Override
  public String toString() {
    return "StockApiClient[" + api + "]";
  }
}
