import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("count={count}")
  String add();
}
