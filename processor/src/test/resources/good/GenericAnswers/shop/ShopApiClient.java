package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * {@code GET /orders?page={page}}
   */
  @Override
  public ShopApi.Page<ShopApi.Order> orders(int page) {
    return api.orders(page);
  }

  /**
   * {@code GET /nested}
   */
  @Override
  public Map<String, ShopApi.Page<? extends List<? super ShopApi.Order>>> nested() {
    return api.nested();
  }

  /**
   * {@code GET /result}
   */
  @Override
  public ShopApi.Result<Set<ShopApi.Order[]>> result() {
    return api.result();
  }

  /**
   * {@code GET /inner}
   */
  @Override
  public ShopApi.Outer<String>.Inner inner() {
    return api.inner();
  }

  /**
   * {@code GET /static}
   */
  @Override
  public ShopApi.Outer.Nested<ShopApi.Outer<?>> nestedType() {
    return api.nestedType();
  }

  /**
   * {@code POST /page}
   */
  @Override
  public ShopApi.Page<ShopApi.Page<ShopApi.Order>> put(ShopApi.Page<ShopApi.Order> page) {
    return api.put(page);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
