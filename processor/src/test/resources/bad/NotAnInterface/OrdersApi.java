import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
abstract class OrdersApi {
  @RequestLine("GET /orders")
  abstract String orders();
}
