import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.Iterator;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  Iterator<String> orders();
}
