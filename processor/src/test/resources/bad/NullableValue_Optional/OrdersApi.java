import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.Optional;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") Optional<String> id);
}
