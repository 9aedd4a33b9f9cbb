package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders")
  @SuppressWarnings("rawtypes")
  List orders();

  @RequestLine("POST /orders")
  @SuppressWarnings("rawtypes")
  void add(Map<String, List> orders);
}
