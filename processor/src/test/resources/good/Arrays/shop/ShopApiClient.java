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
   * {@code GET /grid}
   */
  @Override
  public int[][] grid() {
    return api.grid();
  }

  /**
   * {@code GET /lists}
   */
  @Override
  public List<String>[] lists() {
    return api.lists();
  }

  /**
   * {@code GET /maps}
   */
  @Override
  public Map<String, ShopApi.Order[]>[][] maps() {
    return api.maps();
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public ShopApi.Order[] place(ShopApi.Order[] orders) {
    return api.place(orders);
  }

  /**
   * {@code POST /grid}
   */
  @Override
  public void put(int[]... grid) {
    api.put(grid);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
