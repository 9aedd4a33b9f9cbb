package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * The client of {@link ShopApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class ShopApiClient implements ShopApi {
  private final ShopApi api;

  private ShopApiClient(ShopApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link ShopApi} clients}
   */
  public static ApiClientBuilder<ShopApi> builder() {
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  @SuppressWarnings("rawtypes")
  public List orders() {
    return api.orders();
  }

  /**
   * {@code POST /orders}
   */
  @Override
  @SuppressWarnings("rawtypes")
  public void add(Map<String, List> orders) {
    api.add(orders);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
