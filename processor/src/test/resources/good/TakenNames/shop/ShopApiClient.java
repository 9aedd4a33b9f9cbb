package shop;

import dev.latchkey.ApiClientBuilder;
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
   * {@code GET /api}
   */
  @Override
  public String api() {
    return api.api();
  }

  /**
   * {@code GET /api/{api}}
   */
  @Override
  public String api(String api) {
    return this.api.api(api);
  }

  /**
   * {@code GET /this/{it}}
   */
  @Override
  public String self(int _it) {
    return api.self(_it);
  }

  /**
   * {@code POST /get}
   */
  @Override
  public String getClass(String... ignored) {
    return api.getClass(ignored);
  }

  /**
   * {@code GET /wait?for={for}}
   */
  @Override
  public String wait(String what) {
    return api.wait(what);
  }

  /**
   * {@code GET /session}
   */
  @Override
  public String session() {
    return api.session();
  }

  /**
   * {@code GET /feign}
   */
  @Override
  public String feign() {
    return api.feign();
  }

  /**
   * {@code GET /build}
   */
  @Override
  public String build() {
    return api.build();
  }

  /**
   * {@code GET /close}
   */
  @Override
  public void close() {
    api.close();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
