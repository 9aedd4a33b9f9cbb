package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders?page={page}")
  List<String> orders(@Param("page") int page);

  default List<String> firstOrders() {
    return orders(first());
  }

  static String builder() {
    return "of a static method, which no client inherits";
  }

  default String builder(String name) {
    return "of a method that takes something: " + name;
  }

  private int first() {
    return 1;
  }
}
