package shop;

import dev.latchkey.ApiClientBuilder;
import java.time.Duration;
import java.util.List;
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
   * {@code GET /orders/{age}?within={age}}
   */
  @Override
  public String aged(Duration age) {
    return api.aged(age);
  }

  /**
   * {@code GET /orders?ages={ages}}
   */
  @Override
  public String each(List<Duration> ages) {
    return api.each(ages);
  }

  /**
   * {@code GET /orders?ids={ids}}
   */
  @Override
  public String joined(String... ids) {
    return api.joined(ids);
  }

  /**
   * {@code POST /keys}
   */
  @Override
  public void keys(Map<String, String> keys) {
    api.keys(keys);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
