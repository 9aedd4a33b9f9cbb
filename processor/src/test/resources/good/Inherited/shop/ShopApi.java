package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi extends Monitored {
  @RequestLine("GET /orders")
  String orders();

  @Override
  @RequestLine("GET /health/deep")
  String health();

  @Override
  @RequestLine("GET /title")
  String title();

  @Override
  @RequestLine("GET /name")
  String name();

  @Override
  default String version() {
    return "1";
  }
}
