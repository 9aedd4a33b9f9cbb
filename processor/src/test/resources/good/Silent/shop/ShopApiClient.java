package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
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
   * {@code GET/status}
   */
  @Override
  public String status() {
    return api.status();
  }

  /**
   * {@code GET /files/{path}}
   */
  @Override
  public String file(String path) {
    return api.file(path);
  }

  /**
   * {@code GET /orders?name={name}&names={names}&name=any&}
   */
  @Override
  public String orders(@Nullable String name, List<String> names) {
    return api.orders(name, names);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public void tenant(String tenant) {
    api.tenant(tenant);
  }

  /**
   * {@code DELETE /orders}
   */
  @Override
  public void delete(List<String> ids) {
    api.delete(ids);
  }

  /**
   * {@code OPTIONS /orders}
   */
  @Override
  public String options(String body) {
    return api.options(body);
  }

  /**
   * {@code POST /form}
   */
  @Override
  public void form(String name, String[] names) {
    api.form(name, names);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
