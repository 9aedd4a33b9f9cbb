package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  String api = "a constant";

  @RequestLine("GET /api")
  String api();

  @RequestLine("GET /api/{api}")
  String api(@Param("api") String api);

  @RequestLine("GET /this/{it}")
  String self(@Param("it") int _it);

  @RequestLine("POST /get")
  String getClass(String... ignored);

  @RequestLine("GET /wait?for={for}")
  String wait(@Param("for") String what);

  @RequestLine("GET /session")
  String session();

  @RequestLine("GET /feign")
  String feign();

  @RequestLine("GET /build")
  String build();

  @RequestLine("GET /close")
  void close();
}
