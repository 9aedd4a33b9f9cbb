package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

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
   * {@code GET /items/{key}}
   */
  @Override
  public ShopApi.@Nullable Order find(String key) {
    return api.find(key);
  }

  /**
   * {@code GET /items}
   */
  @Override
  public List<ShopApi.@Nullable Order> all() {
    return api.all();
  }

  /**
   * {@code POST /items}
   */
  @Override
  public ShopApi.Order add(ShopApi.Order item) {
    return api.add(item);
  }

  /**
   * {@code POST /items/convert}
   */
  @Override
  public <R extends ShopApi.Order> R convert(Map<? super String, ? extends ShopApi.Order> items) {
    return api.convert(items);
  }

  /**
   * {@code PUT /items}
   */
  @Override
  public void replace(ShopApi.Order[] items) {
    api.replace(items);
  }

  /**
   * {@code GET /source}
   */
  @Override
  public Map<String, List<ShopApi.Order>> source() {
    return api.source();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
