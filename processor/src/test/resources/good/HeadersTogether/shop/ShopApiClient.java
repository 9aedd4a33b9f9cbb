package shop;

import dev.latchkey.ApiClientBuilder;
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
   * {@code GET /orders.txt}
   */
  @Override
  public String text(String tenant) {
    return api.text(tenant);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String orders(String tenant, @Nullable Integer page) {
    return api.orders(tenant, page);
  }

  /**
   * {@code GET /events}
   */
  @Override
  public String events(String tenant) {
    return api.events(tenant);
  }

  /**
   * {@code GET /name}
   */
  @Override
  public String name() {
    return api.name();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
