import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@Headers("Accept: application/json")
@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Headers("accept: text/plain")
  String orders();
}
