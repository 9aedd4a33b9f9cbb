import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@Headers({})
@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
