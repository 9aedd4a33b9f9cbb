package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  record List(int size) {}

  record ApiClientBuilder() {}

  record Generated() {}

  @RequestLine("GET /a")
  java.util.List<List> lists();

  @RequestLine("POST /b")
  Generated generated(ApiClientBuilder builder, feign.Request.Options options);

  @RequestLine("POST /c")
  @SuppressWarnings("latchkey:VariableAnswer")
  <Integer> Integer number(java.lang.Integer number);

  @RequestLine("GET /d")
  other.Order order();
}

class Override {}

class String {}

class Order {}
