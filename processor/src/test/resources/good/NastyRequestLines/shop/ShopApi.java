package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /comment/*/end")
  String comment();

  @RequestLine("GET /open/{brace")
  String open();

  @RequestLine("GET /close}/{id}")
  String close(@Param("id") String id);

  @RequestLine("GET /escape/{id:\\u002a/}")
  String escape(@Param("id") String id);

  @RequestLine("GET /regex/{id:[a-z]{2}\\d+}")
  String regex(@Param("id") String id);

  @RequestLine("GET /at/@author/<b>&amp;?a={a}&b=$T")
  String at(@Param("a") String a);

  @RequestLine("GET /orders{;tenant}/üñ")
  String matrix(@Param("tenant") String tenant);

  @RequestLine(
      """
      GET /block/{id}
      """)
  String block(@Param("id") String id);

  @RequestLine("GET")
  String root();

  @RequestLine("OPTIONS   ?{name}={value}")
  void query(@Param("name") String name, @Param("value") String value);
}
