import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  @SuppressWarnings("deprecation")
  String order(@Param(value = "id", encoded = true) String id);
}
