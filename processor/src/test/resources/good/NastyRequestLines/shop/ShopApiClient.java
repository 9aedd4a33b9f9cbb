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
   * <code>GET /comment/&#42;/end</code>
   */
  @Override
  public String comment() {
    return api.comment();
  }

  /**
   * <code>GET /open/&#123;brace</code>
   */
  @Override
  public String open() {
    return api.open();
  }

  /**
   * <code>GET /close&#125;/&#123;id&#125;</code>
   */
  @Override
  public String close(String id) {
    return api.close(id);
  }

  /**
   * <code>GET /escape/&#123;id&#58;&#92;u002a/&#125;</code>
   */
  @Override
  public String escape(String id) {
    return api.escape(id);
  }

  /**
   * {@code GET /regex/{id:[a-z]{2}\d+}}
   */
  @Override
  public String regex(String id) {
    return api.regex(id);
  }

  /**
   * {@code GET /at/@author/<b>&amp;?a={a}&b=$T}
   */
  @Override
  public String at(String a) {
    return api.at(a);
  }

  /**
   * {@code GET /orders{;tenant}/\u00fc\u00f1}
   */
  @Override
  public String matrix(String tenant) {
    return api.matrix(tenant);
  }

  /**
   * {@code GET /block/{id}}
   */
  @Override
  public String block(String id) {
    return api.block(id);
  }

  /**
   * {@code GET}
   */
  @Override
  public String root() {
    return api.root();
  }

  /**
   * {@code OPTIONS   ?{name}={value}}
   */
  @Override
  public void query(String name, String value) {
    api.query(name, value);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
