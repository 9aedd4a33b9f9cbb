package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders?flag")
  String flag();

  @RequestLine("GET /orders?empty=")
  String empty();

  @RequestLine("GET /orders?a=1&b=two%20words&c=x+y")
  String fixed();

  @RequestLine("GET /orders?q={q}&sort=asc")
  String search(@Param("q") String q, @QueryMap Map<String, ?> more);

  @RequestLine("GET /orders?prefix-{q}-suffix={q}")
  String within(@Param("q") String q);

  @RequestLine("GET /orders?when=12:00/24&path=/a/b")
  String reserved();
}
