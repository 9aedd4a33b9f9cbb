import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

class OrdersTest {
  private record Order(String id) {}

  static class Page<T> {
    class Entry {
      public T value;
    }
  }

  @AuthenticatedApi
  interface OrdersApi {
    @RequestLine("GET /orders/first")
    Page<Order>.Entry first();
  }
}
