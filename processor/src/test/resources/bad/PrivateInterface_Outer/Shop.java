import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

class Shop {
  private static class Back {
    @AuthenticatedApi
    interface OrdersApi {
      @RequestLine("GET /orders")
      String orders();
    }
  }
}
