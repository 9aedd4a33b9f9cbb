package shop;

import dev.latchkey.AuthenticatedApi;
import feign.FeignIgnore;
import feign.Param;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
public interface ShopApi {
  record Order(String id) {}

  @RequestLine("POST /orders")
  void place(Order order);

  @RequestLine("POST /orders")
  void place(Order... orders);

  @RequestLine("POST /orders")
  void place(List<Order> orders);

  @RequestLine("POST /orders/{id}")
  void place(@Param("id") String id, Order order);

  @FeignIgnore
  void place(Later.Order order);

  default void place(Later.Order order, String why) {
    place(new Order(why));
  }
}
