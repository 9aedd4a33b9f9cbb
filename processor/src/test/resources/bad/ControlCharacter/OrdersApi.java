import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET\t/orders")
  String orders();
}
