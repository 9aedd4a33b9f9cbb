import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.Optional;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  Optional<String> order(@Param("id") String id);
}
