import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.net.URI;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(URI first, URI second);
}
