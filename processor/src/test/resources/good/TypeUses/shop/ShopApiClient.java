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
   * {@code GET /orders/{id}}
   */
  @Override
  public String order(String id) {
    return api.order(id);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public List<? extends Number> numbers() {
    return api.numbers();
  }

  /**
   * {@code GET /grid}
   */
  @Override
  public String[][] grid() {
    return api.grid();
  }

  /**
   * {@code GET /map}
   */
  @Override
  public Map.Entry<String, Map<String, Integer>> entry() {
    return api.entry();
  }

  /**
   * {@code POST /bytes}
   */
  @Override
  public void send(byte[] bytes) {
    api.send(bytes);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
