import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  record Id(String text) {}

  @RequestLine("GET /orders/{id}")
  String order(@Param("id") Id id);
}
