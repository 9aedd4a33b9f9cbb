import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@AuthenticatedApi
@Headers("Authorization: Bearer secret")
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
