import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  record Order(String id) {}

  @RequestLine("POST /orders")
  String place(Order order);

  @RequestLine("POST /offers")
  String place(Offers.Order order);
}

class Offers {
  record Order(String id) {}
}
