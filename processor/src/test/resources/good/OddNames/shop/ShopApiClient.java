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
   * {@code GET /in/{in}/{a-b}}
   */
  @Override
  public String is(String $in, String $) {
    return api.is($in, $);
  }

  /**
   * {@code GET /record}
   */
  @Override
  public String record() {
    return api.record();
  }

  /**
   * {@code POST /gr\u00f6\u00dfe}
   */
  @Override
  public int gr\u00f6\u00dfe(int \u00f1) {
    return api.gr\u00f6\u00dfe(\u00f1);
  }

  /**
   * {@code GET /clone}
   */
  @Override
  public Object clone() {
    return api.clone();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
