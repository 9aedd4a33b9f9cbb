package shop;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.TokenResponse;
import feign.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new)
        .refreshedBy((api, held) -> api.refresh(new RefreshRequest(held.refreshToken())))
        .signedOutBy((api, held) -> api.logout(new RefreshRequest(held.refreshToken())));
  }

  /**
   * {@code POST /auth/login}; signs the session in.
   */
  @Override
  public TokenResponse login(String password) {
    return api.login(password);
  }

  /**
   * {@code POST /auth/refresh}; for the session alone.
   */
  @Override
  public TokenResponse refresh(RefreshRequest request) {
    return api.refresh(request);
  }

  /**
   * {@code POST /auth/logout}; signs the session out.
   */
  @Override
  public void logout(RefreshRequest request) {
    api.logout(request);
  }

  /**
   * {@code GET /catalogue}; without a credential.
   */
  @Override
  public Map<String, List<Line>> catalogue() {
    return api.catalogue();
  }

  /**
   * {@code GET /orders?status={status}&page={page}&size={size}}
   */
  @Override
  public List<Order> orders(String status, int page, Integer size) {
    return api.orders(status, page, size);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public Order place(List<? extends Line> lines) {
    return api.place(lines);
  }

  /**
   * {@code PUT /orders}
   */
  @Override
  public Order replace(List<Line> lines) {
    return api.replace(lines);
  }

  /**
   * {@code GET /orders/search}
   */
  @Override
  public List<? extends Order> search(Map<String, ?> query) {
    return api.search(query);
  }

  /**
   * {@code DELETE /orders/{id}}
   */
  @Override
  public void cancel(String id) {
    api.cancel(id);
  }

  /**
   * {@code GET /orders/count}
   */
  @Override
  public long count() {
    return api.count();
  }

  /**
   * {@code GET /orders/limit}
   */
  @Override
  public Integer limit() {
    return api.limit();
  }

  /**
   * {@code GET /orders/next}
   */
  @Override
  public CompletableFuture<Order> next() {
    return api.next();
  }

  /**
   * {@code GET /orders?id={ids}}
   */
  @Override
  public Order[] several(List<String> ids) {
    return api.several(ids);
  }

  /**
   * {@code GET /orders/raw}
   */
  @Override
  public Response raw() throws IOException {
    return api.raw();
  }

  /**
   * {@code GET /orders}
   */
  @Override
  @Deprecated
  public List<Order> all() {
    return api.all();
  }

  /**
   * {@code GET /orders/{id}}
   */
  @Override
  public Order find(String id) {
    return api.find(id);
  }

  /**
   * {@code POST /orders/all}
   */
  @Override
  public List<Order> replaceAll(List<? extends Order> all) {
    return api.replaceAll(all);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
