import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@Headers("Accept: text/plain")
@AuthenticatedApi
interface OrdersApi extends Base {
  @RequestLine("GET /orders")
  String orders();
}

@Headers("Accept: application/json")
interface Base {}
