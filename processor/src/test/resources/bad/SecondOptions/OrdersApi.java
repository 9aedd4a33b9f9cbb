import dev.latchkey.AuthenticatedApi;
import feign.Request;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(Request.Options first, Request.Options second);
}
