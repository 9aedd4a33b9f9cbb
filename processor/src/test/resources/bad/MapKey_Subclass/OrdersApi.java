import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.HashMap;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi {
  abstract class ByNumber extends HashMap<Integer, String> implements Map<Integer, String> {}

  @RequestLine("GET /orders")
  String orders(@QueryMap ByNumber filter);
}
