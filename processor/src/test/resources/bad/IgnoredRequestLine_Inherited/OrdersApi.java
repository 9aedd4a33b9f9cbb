import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

interface Base {
  @RequestLine("GET /orders")
  default String orders() {
    return "";
  }
}

@AuthenticatedApi
interface OrdersApi extends Base {}
