import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import feign.Response;
import java.util.Optional;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  Optional<Response> orders();
}
