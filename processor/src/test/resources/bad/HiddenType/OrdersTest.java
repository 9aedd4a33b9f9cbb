import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;

class OrdersTest {
  private record Order(String id) {}

  @AuthenticatedApi
  interface OrdersApi {
    @RequestLine("GET /orders")
    List<Order> orders();
  }
}
