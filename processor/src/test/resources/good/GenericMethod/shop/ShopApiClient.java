package shop;

import dev.latchkey.ApiClientBuilder;
import java.io.Serializable;
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
   * {@code POST /echo}
   */
  @Override
  public <T> T echo(T value) {
    return api.echo(value);
  }

  /**
   * {@code POST /sort}
   */
  @Override
  public <T extends Comparable<? super T> & Serializable> List<T> sort(List<? extends T> values) {
    return api.sort(values);
  }

  /**
   * {@code GET /orders/{id}}
   */
  @Override
  public <X extends Exception> String order(String id) throws X {
    return api.order(id);
  }

  /**
   * {@code POST /index}
   */
  @Override
  public <K, V extends Map<K, ?>> Map<K, V> index(Map<K, V>[] parts) {
    return api.index(parts);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
