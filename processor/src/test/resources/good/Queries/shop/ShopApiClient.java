package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.Map;
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
   * {@code GET /orders?flag}
   */
  @Override
  public String flag() {
    return api.flag();
  }

  /**
   * {@code GET /orders?empty=}
   */
  @Override
  public String empty() {
    return api.empty();
  }

  /**
   * {@code GET /orders?a=1&b=two%20words&c=x+y}
   */
  @Override
  public String fixed() {
    return api.fixed();
  }

  /**
   * {@code GET /orders?q={q}&sort=asc}
   */
  @Override
  public String search(String q, Map<String, ?> more) {
    return api.search(q, more);
  }

  /**
   * {@code GET /orders?prefix-{q}-suffix={q}}
   */
  @Override
  public String within(String q) {
    return api.within(q);
  }

  /**
   * {@code GET /orders?when=12:00/24&path=/a/b}
   */
  @Override
  public String reserved() {
    return api.reserved();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
