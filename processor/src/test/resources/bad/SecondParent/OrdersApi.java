import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi extends Read, Write {
  @RequestLine("GET /orders")
  String orders();
}

interface Read {}

interface Write {}
