package shop;

import dev.latchkey.ApiClientBuilder;
import feign.Response;
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
  public String get() {
    return api.get();
  }

  /**
   * {@code HEAD /orders}
   */
  @Override
  public Response head() {
    return api.head();
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public String post(String body) {
    return api.post(body);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public String postNothing() {
    return api.postNothing();
  }

  /**
   * {@code PUT /orders/{id}}
   */
  @Override
  public void put(String id, Map<String, Object> body) {
    api.put(id, body);
  }

  /**
   * {@code PATCH /orders/{id}}
   */
  @Override
  public void patch(String id, Object body) {
    api.patch(id, body);
  }

  /**
   * {@code DELETE /orders/{id}}
   */
  @Override
  public void delete(String id) {
    api.delete(id);
  }

  /**
   * {@code OPTIONS /orders}
   */
  @Override
  public Response options() {
    return api.options();
  }

  /**
   * {@code TRACE /orders}
   */
  @Override
  public String trace() {
    return api.trace();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
