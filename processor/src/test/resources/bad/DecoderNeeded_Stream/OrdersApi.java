import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.stream.Stream;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  Stream<String> orders();
}
