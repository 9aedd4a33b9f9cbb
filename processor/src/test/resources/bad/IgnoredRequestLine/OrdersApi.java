import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  default String orders() {
    return "";
  }
}
