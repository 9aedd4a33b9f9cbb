import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("HEAD /orders/{id}")
  boolean exists(@Param("id") String id);
}
