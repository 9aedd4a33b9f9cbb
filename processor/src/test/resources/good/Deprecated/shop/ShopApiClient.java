package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.TokenResponse;
import java.util.List;
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
  @SuppressWarnings({"deprecation", "removal"})
  public static ApiClientBuilder<ShopApi> builder() {
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedBy((api, held) -> api.refresh(new ShopApi.Old(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout());
  }

  /**
   * {@code GET /orders}
   */
  @Override
  @Deprecated
  public List<String> orders() {
    return api.orders();
  }

  /**
   * {@code GET /offers}
   */
  @Override
  @Deprecated(since = "2", forRemoval = true)
  @SuppressWarnings("removal")
  public List<String> offers() {
    return api.offers();
  }

  /**
   * {@code GET /old}
   */
  @Override
  @SuppressWarnings("deprecation")
  public List<ShopApi.Old> old() {
    return api.old();
  }

  /**
   * {@code GET /dying}
   */
  @Override
  @SuppressWarnings("removal")
  public ShopApi.Dying dying() {
    return api.dying();
  }

  /**
   * {@code POST /refresh}; for the session alone.
   */
  @Override
  @Deprecated
  public TokenResponse refresh(ShopApi.Old old) {
    return api.refresh(old);
  }

  /**
   * {@code POST /logout}; signs the session out.
   */
  @Override
  @Deprecated(forRemoval = true)
  @SuppressWarnings("removal")
  public void logout() {
    api.logout();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
