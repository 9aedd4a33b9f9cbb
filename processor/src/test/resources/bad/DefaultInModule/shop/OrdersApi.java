package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?page={page}")
  String orders(@Param("page") int page);

  default String orders() {
    return orders(1);
  }
}
