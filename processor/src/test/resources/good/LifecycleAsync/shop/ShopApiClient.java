package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.TokenResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedAsyncBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(held.refreshToken()));
  }

  /**
   * {@code POST /auth/login}; signs the session in.
   */
  @Override
  public CompletableFuture<TokenResponse> login(String password) {
    return api.login(password);
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public CompletionStage<TokenResponse> refresh(RefreshRequest request) {
    return api.refresh(request);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public CompletableFuture<Void> logout(String refreshToken) {
    return api.logout(refreshToken);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
