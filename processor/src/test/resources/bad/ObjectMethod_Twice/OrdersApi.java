import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

interface Read {
  @Override
  @RequestLine("GET /orders/text")
  String toString();
}

interface Write {
  @Override
  @RequestLine("GET /orders/text")
  String toString();
}

interface Both extends Read, Write {}

@AuthenticatedApi
interface OrdersApi extends Both {
  @RequestLine("GET /orders")
  String orders();
}
