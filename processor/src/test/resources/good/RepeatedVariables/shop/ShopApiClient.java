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
   * {@code GET /users/{id}/copies/{id}?of={id}&{id}=1}
   */
  @Override
  public String copies(String id) {
    return api.copies(id);
  }

  /**
   * {@code GET /{a}{b}/{a}-{b}.{c}}
   */
  @Override
  public String beside(String a, String b, String c) {
    return api.beside(a, b, c);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
