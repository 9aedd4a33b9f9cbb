import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi extends Read<String>, Write {
  @RequestLine("GET /orders")
  String orders();
}

interface Read<T> {}

interface Write extends Read<String> {}
