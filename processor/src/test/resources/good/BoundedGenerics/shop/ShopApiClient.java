package shop;

import dev.latchkey.ApiClientBuilder;
import java.io.Serializable;
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
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new);
  }

  /**
   * {@code POST /max}
   */
  @Override
  public <T extends Comparable<? super T>> String max(List<T> all) {
    return api.max(all);
  }

  /**
   * {@code POST /both}
   */
  @Override
  public <T extends Number & Serializable> void both(T body) {
    api.both(body);
  }

  /**
   * {@code GET /{id}}
   */
  @Override
  public <I extends CharSequence> String one(I id) {
    return api.one(id);
  }

  /**
   * {@code POST /pair}
   */
  @Override
  public <A, B extends List<A>> void pair(B body) throws IllegalStateException {
    api.pair(body);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
