package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.TokenResponse;
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
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(held.refreshToken()));
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refresh(@Nullable RefreshRequest request) {
    return api.refresh(request);
  }

  /**
   * {@code DELETE /auth/tokens/{token}}; signs the session out.
   */
  @Override
  public void logout(@Nullable String refreshToken) {
    api.logout(refreshToken);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
