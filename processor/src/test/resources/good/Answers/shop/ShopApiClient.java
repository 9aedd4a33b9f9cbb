package shop;

import dev.latchkey.ApiClientBuilder;
import feign.Response;
import feign.TypedResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
   * {@code GET /orders.pdf}
   */
  @Override
  public Response pdf() {
    return api.pdf();
  }

  /**
   * {@code GET /orders.pdf}
   */
  @Override
  public CompletableFuture<Response> pdfLater() {
    return api.pdfLater();
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public TypedResponse<List<ShopApi.Order>> orders() {
    return api.orders();
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public CompletableFuture<TypedResponse<List<ShopApi.Order>>> ordersLater() {
    return api.ordersLater();
  }

  /**
   * {@code GET /logo}
   */
  @Override
  public byte[] logo() {
    return api.logo();
  }

  /**
   * {@code GET /orders/count}
   */
  @Override
  public int count() {
    return api.count();
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public ShopApi.Order[] all() {
    return api.all();
  }

  /**
   * {@code GET /events}
   */
  @Override
  public List<? extends ShopApi.Event> events() {
    return api.events();
  }

  /**
   * {@code HEAD /orders}
   */
  @Override
  public void touch() {
    api.touch();
  }

  /**
   * {@code HEAD /orders}
   */
  @Override
  public Response head() {
    return api.head();
  }

  /**
   * {@code HEAD /orders}
   */
  @Override
  public TypedResponse<Void> typedHead() {
    return api.typedHead();
  }

  /**
   * {@code GET /orders/{id}}
   */
  @Override
  public Optional<ShopApi.Order> find(String id) {
    return api.find(id);
  }

  /**
   * {@code GET /orders}
   */
  @Override
  public Stream<ShopApi.Order> stream() {
    return api.stream();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
