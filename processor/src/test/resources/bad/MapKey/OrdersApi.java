import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(@QueryMap Map<Integer, List<String>> filter);
}
