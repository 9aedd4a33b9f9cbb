package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /apis/{api}/{held}")
  String order(@Param("api") String api, @Param("held") String held);

  @RequestLine("GET /api")
  String api();
}
