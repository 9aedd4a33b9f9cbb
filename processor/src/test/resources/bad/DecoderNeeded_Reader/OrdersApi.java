import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.io.BufferedReader;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  BufferedReader orders();
}
