import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi extends Base {
  @RequestLine("GET /orders")
  String orders();
}

interface Base extends Traced {}

@Headers({"X-Trace: on", "X-Client: \"shop\""})
interface Traced {}
