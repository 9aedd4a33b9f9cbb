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
   * {@code GET /status}
   */
  @Override
  public String status() {
    return api.status();
  }

  /**
   * No request: Feign ignores it.
   */
  @Override
  public String later(String what, Object... parts) {
    return api.later(what, parts);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
