package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  class Generated {}

  class Object {}

  @interface Override {}

  @RequestLine("GET /a")
  java.util.List<java.awt.List> lists();

  @RequestLine("POST /b")
  Generated generated(Object body);

  @RequestLine("POST /c")
  java.sql.Date date(java.util.Date date);

  @RequestLine("GET /d")
  java.util.Map.Entry<String, shop.first.Part> first();

  @RequestLine("GET /e")
  shop.second.Part second();
}
