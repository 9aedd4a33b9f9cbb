import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;
import java.util.HashMap;

@AuthenticatedApi
interface OrdersApi {
  class Pages extends HashMap<Integer, String> {
    private static final long serialVersionUID = 1;
  }

  @RequestLine("GET /orders")
  String orders(@QueryMap Pages pages);
}
