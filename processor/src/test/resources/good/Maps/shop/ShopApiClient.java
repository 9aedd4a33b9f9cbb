package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Map;
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
  public String byRecord(ShopApi.Filter filter) {
    return api.byRecord(filter);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String byClass(ShopApi.Paging paging) {
    return api.byClass(paging);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String byBean(ShopApi.Paging paging) {
    return api.byBean(paging);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String byObject(Object filter, Map<String, List<String>> headers) {
    return api.byObject(filter, headers);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String bySubclass(ShopApi.Strings filter, ShopApi.Paging headers) {
    return api.bySubclass(filter, headers);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  @SuppressWarnings("rawtypes")
  public String byRawMap(Map filter) {
    return api.byRawMap(filter);
  }

  /**
   * {@code GET /search}
   */
  @Override
  public String search(Map<String, ShopApi.Filter> filter) {
    return api.search(filter);
  }

  /**
   * {@code GET /find}
   */
  @Override
  public String find(ShopApi.Filter filter) {
    return api.find(filter);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
