import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET ;page=1/orders")
  String orders();
}
