import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi extends Search<String> {
  @RequestLine("GET /orders")
  String orders();
}

interface Search<K> {
  @RequestLine("GET /search")
  String search(@QueryMap Map<K, String> filter);
}
