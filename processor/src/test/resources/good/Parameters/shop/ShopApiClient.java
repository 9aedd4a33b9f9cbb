package shop;

import dev.latchkey.ApiClientBuilder;
import feign.Request;
import java.net.URI;
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
   * {@code GET /orders?ids={ids}}
   */
  @Override
  public String orders(URI base, List<String> ids, Map<String, Object> filter,
      Map<String, Object> headers, Request.Options options) {
    return api.orders(base, ids, filter, headers, options);
  }

  /**
   * {@code POST /tenants}
   */
  @Override
  public String add(String tenant, String trace, String body) {
    return api.add(tenant, trace, body);
  }

  /**
   * {@code POST /login}
   */
  @Override
  public void form(String name, String password) {
    api.form(name, password);
  }

  /**
   * {@code POST /template}
   */
  @Override
  public void template(String name) {
    api.template(name);
  }

  /**
   * {@code DELETE /orders}
   */
  @Override
  public void delete(List<String> ids) {
    api.delete(ids);
  }

  /**
   * {@code GET /unnamed/{id}}
   */
  @Override
  public String unnamed(String id) {
    return api.unnamed(id);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
