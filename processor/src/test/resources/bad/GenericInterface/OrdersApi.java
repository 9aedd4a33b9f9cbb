import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi<T, S> {
  @RequestLine("GET /orders")
  List<T> orders();
}
