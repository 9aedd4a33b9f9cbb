import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

interface Base {
  @RequestLine("GET /health/{part}")
  String health();
}

@AuthenticatedApi
interface OrdersApi extends Base {}
