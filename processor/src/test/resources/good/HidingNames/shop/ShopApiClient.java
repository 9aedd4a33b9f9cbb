package shop;

import feign.Request;
import other.Order;

/**
 * The client of {@link ShopApi}.
 */
@javax.annotation.processing.Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class ShopApiClient implements ShopApi {
  private final ShopApi api;

  private ShopApiClient(ShopApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link ShopApi} clients}
   */
  public static dev.latchkey.ApiClientBuilder<ShopApi> builder() {
    return new dev.latchkey.ApiClientBuilder<>(ShopApi.class, ShopApiClient::new);
  }

  /**
   * {@code GET /a}
   */
  @java.lang.Override
  public java.util.List<ShopApi.List> lists() {
    return api.lists();
  }

  /**
   * {@code POST /b}
   */
  @java.lang.Override
  public ShopApi.Generated generated(ShopApi.ApiClientBuilder builder, Request.Options options) {
    return api.generated(builder, options);
  }

  /**
   * {@code POST /c}
   */
  @java.lang.Override
  public <Integer> Integer number(java.lang.Integer number) {
    return api.number(number);
  }

  /**
   * {@code GET /d}
   */
  @java.lang.Override
  public Order order() {
    return api.order();
  }

  @java.lang.Override
  public java.lang.String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
