package shop;

import dev.latchkey.ApiClientBuilder;
import java.net.URI;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
   * {@code GET /orders/{id}}
   */
  @Override
  public String order(ShopApi.Id id) {
    return api.order(id);
  }

  /**
   * {@code GET /orders?status={status}&day={day}&call={call}&page={page}}
   */
  @Override
  public String orders(ShopApi.Status status, LocalDate day, UUID call, Optional<Integer> page) {
    return api.orders(status, day, call, page);
  }

  /**
   * {@code GET /orders?ids={ids}}
   */
  @Override
  public String some(List<ShopApi.Id> ids) {
    return api.some(ids);
  }

  /**
   * {@code GET /orders?since={since}}
   */
  @Override
  public String since(Date since) {
    return api.since(since);
  }

  /**
   * {@code GET /files/{path}}
   */
  @Override
  public String file(String path) {
    return api.file(path);
  }

  /**
   * {@code GET /orders?above={above}}
   */
  @Override
  public String above(ShopApi.Money above) {
    return api.above(above);
  }

  /**
   * {@code GET /any/{what}}
   */
  @Override
  public String any(Object what, URI shop) {
    return api.any(what, shop);
  }

  /**
   * {@code POST /pictures}
   */
  @Override
  public void upload(byte[] picture, Map<String, String> tags) {
    api.upload(picture, tags);
  }

  /**
   * {@code POST /orders}
   */
  @Override
  public void add(int count, ShopApi.Status status) {
    api.add(count, status);
  }

  /**
   * {@code POST /hello}
   */
  @Override
  public void hello() {
    api.hello();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
