package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders")
  String get();

  @RequestLine("HEAD /orders")
  Response head();

  @RequestLine("POST /orders")
  String post(String body);

  @RequestLine("POST /orders")
  String postNothing();

  @RequestLine("PUT /orders/{id}")
  void put(@Param("id") String id, Map<String, Object> body);

  @RequestLine("PATCH /orders/{id}")
  void patch(@Param("id") String id, Object body);

  @RequestLine("DELETE /orders/{id}")
  void delete(@Param("id") String id);

  @RequestLine("OPTIONS /orders")
  Response options();

  @RequestLine("TRACE /orders")
  String trace();
}
