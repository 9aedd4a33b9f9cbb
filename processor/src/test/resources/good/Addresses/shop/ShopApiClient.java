package shop;

import dev.latchkey.ApiClientBuilder;
import feign.Request;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
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
  public String from(URI shop) {
    return api.from(shop);
  }

  /**
   * {@code GET /orders/{id}}
   */
  @Override
  public String from(String id, URI shop, Request.Options options) {
    return api.from(id, shop, options);
  }

  /**
   * {@code PUT /orders}
   */
  @Override
  public void put(Request.Options options, String body, URI shop) {
    api.put(options, body, shop);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public CompletableFuture<String> later(URI shop) {
    return api.later(shop);
  }

  /**
   * {@code GET}
   */
  @Override
  public String whole(URI page) {
    return api.whole(page);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
