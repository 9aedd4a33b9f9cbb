package shop;

import dev.latchkey.ApiClientBuilder;
import java.net.http.HttpClient;

/**
 * The client of {@link ShopApi.Outer.Inner}.
 */
@SuppressWarnings("exports")
public final class ShopApi_Outer_InnerClient implements ShopApi.Outer.Inner {
  private final ShopApi.Outer.Inner api;

  private ShopApi_Outer_InnerClient(ShopApi.Outer.Inner api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link ShopApi.Outer.Inner} clients}
   */
  public static ApiClientBuilder<ShopApi.Outer.Inner> builder() {
    return new ApiClientBuilder<>(ShopApi.Outer.Inner.class, ShopApi_Outer_InnerClient::new);
  }

  /**
   * {@code GET /orders/{version}}
   */
  @Override
  public String orders(HttpClient.Version version) {
    return api.orders(version);
  }

  @Override
  public String toString() {
    return "ShopApi_Outer_InnerClient[" + api + "]";
  }
}
