package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
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
  public static ApiClientBuilder<ShopApi> builder() {
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout());
  }

  /**
   * {@code POST /auth/login}; signs the session in.
   */
  @Override
  public TokenResponse login(ShopApi.Login login) {
    return api.login(login);
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refresh(RefreshRequest request) {
    return api.refresh(request);
  }

  /**
   * {@code GET /catalogue}; without a credential.
   */
  @Override
  public List<ShopApi.Item> catalogue() {
    return api.catalogue();
  }

  /**
   * {@code POST /account/password}
   */
  @Override
  public void changePassword(ShopApi.Login login) {
    api.changePassword(login);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout() {
    api.logout();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
