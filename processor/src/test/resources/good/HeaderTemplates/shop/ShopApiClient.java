package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.Locale;
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
   * {@code GET /orders}
   */
  @Override
  public String orders(String trace, Locale language) {
    return api.orders(trace, language);
  }

  /**
   * {@code GET /some}
   */
  @Override
  public String some(List<String> ids, String tag) {
    return api.some(ids, tag);
  }

  /**
   * {@code GET /range}
   */
  @Override
  public String range(long from, long to) {
    return api.range(from, to);
  }

  /**
   * {@code GET /many}
   */
  @Override
  public String many() {
    return api.many();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
