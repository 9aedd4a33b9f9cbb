package shop;

import dev.latchkey.ApiClientBuilder;
import java.net.http.HttpClient;

/**
 * The client of {@link ShopApi}.
 */
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
   * {@code GET /orders?version={version}}
   */
  @Override
  @SuppressWarnings("exports")
  public String orders(HttpClient.Version version) {
    return api.orders(version);
  }

  /**
   * {@code GET /health}
   */
  @Override
  public String health() {
    return api.health();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
