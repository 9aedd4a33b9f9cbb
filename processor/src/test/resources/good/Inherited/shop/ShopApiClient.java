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
   * {@code GET /orders}
   */
  @Override
  public String orders() {
    return api.orders();
  }

  /**
   * {@code GET /health/deep}
   */
  @Override
  public String health() {
    return api.health();
  }

  /**
   * {@code GET /title}
   */
  @Override
  public String title() {
    return api.title();
  }

  /**
   * {@code GET /name}
   */
  @Override
  public String name() {
    return api.name();
  }

  /**
   * {@code GET /metrics}
   */
  @Override
  public String metrics() {
    return api.metrics();
  }

  /**
   * {@code GET /owner}
   */
  @Override
  public String owner() {
    return api.owner();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
