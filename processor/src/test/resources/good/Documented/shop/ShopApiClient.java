package shop;

import dev.latchkey.ApiClientBuilder;
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
   * <code>GET /orders/&#123;id&#125;&#63;at&#61;&#64;now&#38;note&#61;&#42;/&#38;end&#61;&#64;link</code>
   */
  @Override
  public String order(String id) {
    return api.order(id);
  }

  /**
   * {@code GET /orders?a=<b>&amp;}
   */
  @Override
  public String orders() {
    return api.orders();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
