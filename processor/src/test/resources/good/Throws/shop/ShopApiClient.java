package shop;

import dev.latchkey.ApiClientBuilder;
import feign.FeignException;
import java.io.IOException;
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
  public String order(String id) throws ShopApi.Gone, IOException, FeignException.NotFound {
    return api.order(id);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
