import dev.latchkey.AuthenticatedApi;
import feign.HeaderMap;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(@HeaderMap List<String> headers);
}
