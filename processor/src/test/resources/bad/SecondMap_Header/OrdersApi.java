import dev.latchkey.AuthenticatedApi;
import feign.HeaderMap;
import feign.RequestLine;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(@HeaderMap Map<String, String> first, @HeaderMap Map<String, String> second);
}
