package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.Collection;
import java.util.List;

@AuthenticatedApi
@Headers("X-Shop: {shop}")
public interface ShopApi extends Reading {
  @Override
  @RequestLine("GET /v2/orders/{id}")
  String order(@Param("id") String orderId, @Param("shop") String shop);

  @Override
  @RequestLine("GET /v2/orders")
  List<String> orders();

  @Override
  @RequestLine("GET /v2/sum")
  int sum();
}

interface Reading {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id, @Param("shop") String shop);

  @RequestLine("GET /orders")
  Collection<String> orders();

  default int sum() {
    return 0;
  }
}
