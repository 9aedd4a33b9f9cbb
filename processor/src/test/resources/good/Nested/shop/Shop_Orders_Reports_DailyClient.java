package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Shop.Orders.Reports.Daily}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class Shop_Orders_Reports_DailyClient implements Shop.Orders.Reports.Daily {
  private final Shop.Orders.Reports.Daily api;

  private Shop_Orders_Reports_DailyClient(Shop.Orders.Reports.Daily api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Shop.Orders.Reports.Daily} clients}
   */
  public static ApiClientBuilder<Shop.Orders.Reports.Daily> builder() {
    return new ApiClientBuilder<>(Shop.Orders.Reports.Daily.class,
        Shop_Orders_Reports_DailyClient::new);
  }

  /**
   * {@code GET /reports/daily}
   */
  @Override
  public String text() {
    return api.text();
  }

  @Override
  public String toString() {
    return "Shop_Orders_Reports_DailyClient[" + api + "]";
  }
}
