package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi {
  record Order(String id) {}

  @RequestLine("GET /orders")
  List<Order> orders();

  @RequestLine("POST /orders")
  void place(Order order);
}
