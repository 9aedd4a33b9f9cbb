package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi extends Defaults {
  @Override
  default String both() {
    return Defaults.super.both() + secret();
  }

  @Override
  @RequestLine("GET /one")
  String one();

  private String secret() {
    return order("secret");
  }
}

interface Defaults {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id);

  default String one() {
    return order("1");
  }

  default String both() {
    return one() + order("2");
  }
}
