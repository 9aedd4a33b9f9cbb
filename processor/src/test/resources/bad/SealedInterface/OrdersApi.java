import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
sealed interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();

  final class Fake implements OrdersApi {
    @Override
    public String orders() {
      return "";
    }
  }
}
