import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("{}")
  void add();
}
