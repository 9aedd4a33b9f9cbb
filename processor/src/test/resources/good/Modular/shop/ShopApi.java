package shop;

import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
public interface ShopApi {
  record Order(String id) {}

  record Filter(int page) {}

  enum Status {
    OPEN
  }

  @RequestLine("GET /orders")
  List<Order> orders(@QueryMap Filter filter);

  @RequestLine("POST /orders")
  void place(Order order);

  @RequestLine("GET /status")
  Status status();

  static Order first(ShopApi api) {
    return api.orders(new Filter(1)).get(0);
  }
}
