package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
@Headers("Accept: application/json")
public interface ShopApi {
  record Order(String id) {}

  @RequestLine("GET /orders/{id}")
  Order order(@Param("id") String id);

  @RequestLine("GET /orders?status={status}&page={page}")
  List<Order> orders(@Param("status") String status, @Param("page") int page);

  @RequestLine("POST /orders")
  @Headers("X-Request: {request}")
  Order place(Order order, @Param("request") String request);

  @RequestLine("DELETE /orders/{id}")
  void cancel(@Param("id") String id);
}
