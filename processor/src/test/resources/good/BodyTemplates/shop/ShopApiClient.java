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
   * {@code POST /orders}
   */
  @Override
  public void plain(int count, String note) {
    api.plain(count, note);
  }

  /**
   * {@code POST /orders/{id}}
   */
  @Override
  public void whole(String id) {
    api.whole(id);
  }

  /**
   * {@code PUT /orders}
   */
  @Override
  public void fixed() {
    api.fixed();
  }

  /**
   * {@code PATCH /orders}
   */
  @Override
  public void json(long a, boolean b) {
    api.json(a, b);
  }

  /**
   * {@code POST /lines}
   */
  @Override
  public void lines(String a) {
    api.lines(a);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
