import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?filter={filter}")
  String orders(@QueryMap @Param("filter") String filter);
}
