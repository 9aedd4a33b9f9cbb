package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
   * {@code GET /orders?id={id}}
   */
  @Override
  public String exploded(Collection<Integer> ids) {
    return api.exploded(ids);
  }

  /**
   * {@code GET /orders?id={id}}
   */
  @Override
  public String commas(List<String> ids) {
    return api.commas(ids);
  }

  /**
   * {@code GET /orders?id={id}}
   */
  @Override
  public String spaces(Set<Long> ids) {
    return api.spaces(ids);
  }

  /**
   * {@code GET /orders?id={id}}
   */
  @Override
  public String tabs(Iterable<String> ids) {
    return api.tabs(ids);
  }

  /**
   * {@code GET /orders?id={id}}
   */
  @Override
  public String pipes(List<String> ids) {
    return api.pipes(ids);
  }

  /**
   * {@code GET /orders/{ids}}
   */
  @Override
  public String inPath(List<String> ids) {
    return api.inPath(ids);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
