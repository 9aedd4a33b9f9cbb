package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import shop.parts.Entity;

@AuthenticatedApi
interface OrdersApi {
  class Order extends Entity {
    public List<Order> earlier = List.of();
  }

  @RequestLine("GET /orders")
  List<Order> orders();
}
