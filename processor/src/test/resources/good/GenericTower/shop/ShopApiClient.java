package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Map;
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
   * {@code GET /third}
   */
  @Override
  public ShopApi.Order third() {
    return api.third();
  }

  /**
   * {@code GET /second}
   */
  @Override
  public Map<String, ShopApi.Order> second() {
    return api.second();
  }

  /**
   * {@code GET /{id}}
   */
  @Override
  public ShopApi.Order one(Long id) {
    return api.one(id);
  }

  /**
   * {@code GET /by-id}
   */
  @Override
  public Map<Long, ? extends List<ShopApi.Order>> byId() {
    return api.byId();
  }

  /**
   * {@code PUT /all}
   */
  @Override
  public List<Long> put(List<? super ShopApi.Order> all) {
    return api.put(all);
  }

  /**
   * {@code GET /later}
   */
  @Override
  public CompletableFuture<ShopApi.Order[]> later() {
    return api.later();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
