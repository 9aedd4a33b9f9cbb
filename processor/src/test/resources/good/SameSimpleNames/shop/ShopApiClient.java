package shop;

import dev.latchkey.ApiClientBuilder;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import shop.first.Part;

/**
 * The client of {@link ShopApi}.
 */
@javax.annotation.processing.Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
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
   * {@code GET /a}
   */
  @java.lang.Override
  public List<java.awt.List> lists() {
    return api.lists();
  }

  /**
   * {@code POST /b}
   */
  @java.lang.Override
  public ShopApi.Generated generated(ShopApi.Object body) {
    return api.generated(body);
  }

  /**
   * {@code POST /c}
   */
  @java.lang.Override
  public Date date(java.util.Date date) {
    return api.date(date);
  }

  /**
   * {@code GET /d}
   */
  @java.lang.Override
  public Map.Entry<String, Part> first() {
    return api.first();
  }

  /**
   * {@code GET /e}
   */
  @java.lang.Override
  public shop.second.Part second() {
    return api.second();
  }

  @java.lang.Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
