import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(@QueryMap Map<String, String> filter, @QueryMap Map<String, String> paging);
}
