import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{orderId}?page={page}")
  String order(@Param("orderID") String id, @Param("page") int page);
}
