import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  record OrdersApiClient(String name) {}

  @RequestLine("GET /client")
  OrdersApiClient client();
}
