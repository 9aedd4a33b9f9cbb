import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  record Filter(int page) {}

  @RequestLine("GET /orders")
  String orders(@QueryMap(mapEncoder = QueryMap.MapEncoder.BEAN) Filter filter);
}
