import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Headers("Accept : text/plain")
  String orders();
}
