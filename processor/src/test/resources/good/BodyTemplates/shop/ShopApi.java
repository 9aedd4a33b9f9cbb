package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("POST /orders")
  @Body("count={count}&count={count}&note={note}")
  void plain(@Param("count") int count, @Param("note") String note);

  @RequestLine("POST /orders/{id}")
  @Body("{id}")
  void whole(@Param("id") String id);

  @RequestLine("PUT /orders")
  @Headers("Content-Type: application/xml")
  @Body("<order id=\"7\"/>")
  void fixed();

  @RequestLine("PATCH /orders")
  @Headers("Content-Type: application/json")
  @Body("%7B\"a\": {a}, \"nested\": %7B\"b\": {b}%7D%7D")
  void json(@Param("a") long a, @Param("b") boolean b);

  @RequestLine("POST /lines")
  @Body("first {a}\nsecond {a}\n")
  void lines(@Param("a") String a);
}
