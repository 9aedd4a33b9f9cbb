import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders/finalize")
  void finalize();
}
