import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

class OrdersTest {
  private static class Shop {
    record Order(String id) {}
  }

  @AuthenticatedApi
  interface OrdersApi {
    @RequestLine("POST /orders")
    void place(Shop.Order order);
  }
}
