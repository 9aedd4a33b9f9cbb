import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders#{id}")
  String orders();
}
