import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Body("all")
  String orders();
}
