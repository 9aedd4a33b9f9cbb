package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.Credential;
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
        .refreshedBy((api, held) -> api.refresh(held))
        .signedOutBy((api, held) -> api.logout(new ShopApi.Leaving(held)));
  }

  /**
   * {@code POST /auth/login}; signs the session in.
   */
  @Override
  public Credential login(String basic, String scope) {
    return api.login(basic, scope);
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public Credential refresh(Credential held) {
    return api.refresh(held);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout(ShopApi.Leaving leaving) {
    api.logout(leaving);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
