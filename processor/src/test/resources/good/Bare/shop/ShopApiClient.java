package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.concurrent.CompletableFuture;
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
   * {@code GET /status}; without a credential.
   */
  @Override
  public String status() {
    return api.status();
  }

  /**
   * {@code GET /status}; without a credential.
   */
  @Override
  public CompletableFuture<String> statusLater() {
    return api.statusLater();
  }

  /**
   * {@code GET /guest}; without a credential.
   */
  @Override
  public String asGuest(String guest) {
    return api.asGuest(guest);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public String orders() {
    return api.orders();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
