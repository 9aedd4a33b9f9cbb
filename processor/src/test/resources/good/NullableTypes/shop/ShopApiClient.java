package shop;

import dev.latchkey.ApiClientBuilder;
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
   * {@code GET /orders/{id}?status={status}}
   */
  @Override
  public @Nullable String order(String id, @Nullable String status) {
    return api.order(id, status);
  }

  /**
   * {@code GET /entry}
   */
  @Override
  public Map.@Nullable Entry<String, String> entry() {
    return api.entry();
  }

  /**
   * {@code GET /names}
   */
  @Override
  public @Nullable String @Nullable [] names() {
    return api.names();
  }

  /**
   * {@code GET /bytes}
   */
  @Override
  public byte @Nullable [] bytes() {
    return api.bytes();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
