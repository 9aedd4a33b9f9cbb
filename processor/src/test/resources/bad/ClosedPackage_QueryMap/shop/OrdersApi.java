package shop;

import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
public interface OrdersApi {
  record Filter(int page) {}

  @RequestLine("GET /orders")
  String orders(@QueryMap Filter filter);
}
