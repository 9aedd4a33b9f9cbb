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
   * {@code GET /orders}
   */
  @Override
  public List<@Nullable String> orders(Map<String, @Nullable Object> filter) {
    return api.orders(filter);
  }

  /**
   * {@code POST /deep}
   */
  @Override
  public Map<String, List<? extends @Nullable Object>> deep(
      List<@Nullable String @Nullable []> names) {
    return api.deep(names);
  }

  /**
   * {@code POST /first}
   */
  @Override
  public <T extends @Nullable Object> T first(List<T> values) {
    return api.first(values);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
