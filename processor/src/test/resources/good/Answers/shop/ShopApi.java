package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import feign.TypedResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

@AuthenticatedApi
public interface ShopApi {
  record Order(String id) {}

  sealed interface Event permits Placed, Paid {}

  record Placed(String order) implements Event {}

  record Paid(String order) implements Event {}

  @RequestLine("GET /orders.pdf")
  Response pdf();

  @RequestLine("GET /orders.pdf")
  CompletableFuture<Response> pdfLater();

  @RequestLine("GET /orders")
  TypedResponse<List<Order>> orders();

  @RequestLine("GET /orders")
  CompletableFuture<TypedResponse<List<Order>>> ordersLater();

  @RequestLine("GET /logo")
  byte[] logo();

  @RequestLine("GET /orders/count")
  int count();

  @RequestLine("GET /orders")
  Order[] all();

  @RequestLine("GET /events")
  List<? extends Event> events();

  @RequestLine("HEAD /orders")
  void touch();

  @RequestLine("HEAD /orders")
  Response head();

  @RequestLine("HEAD /orders")
  TypedResponse<Void> typedHead();

  @SuppressWarnings("latchkey:DecoderNeeded")
  @RequestLine("GET /orders/{id}")
  Optional<Order> find(@Param("id") String id);

  @SuppressWarnings("latchkey:DecoderNeeded")
  @RequestLine("GET /orders")
  Stream<Order> stream();
}
