package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /users/{id}/copies/{id}?of={id}&{id}=1")
  @Headers("X-User: {id}")
  String copies(@Param("id") String id);

  @RequestLine("GET /{a}{b}/{a}-{b}.{c}")
  String beside(@Param("a") String a, @Param("b") String b, @Param("c") String c);
}
