package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Shop.Stock}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class Shop_StockClient implements Shop.Stock {
  private final Shop.Stock api;

  private Shop_StockClient(Shop.Stock api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Shop.Stock} clients}
   */
  static ApiClientBuilder<Shop.Stock> builder() {
    return new ApiClientBuilder<>(Shop.Stock.class, Shop_StockClient::new);
  }

  /**
   * {@code GET /stock}
   */
  @Override
  public String stock() {
    return api.stock();
  }

  @Override
  public String toString() {
    return "Shop_StockClient[" + api + "]";
  }
}
