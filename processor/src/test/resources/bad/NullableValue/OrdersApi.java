import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") @Nullable String id);
}
