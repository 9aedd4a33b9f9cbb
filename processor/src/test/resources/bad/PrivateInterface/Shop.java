import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

class Shop {
  @AuthenticatedApi
  private interface OrdersApi {
    @RequestLine("GET /orders")
    String orders();
  }
}
