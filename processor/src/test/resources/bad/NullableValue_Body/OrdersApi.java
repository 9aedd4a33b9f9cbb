import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  void add(@Nullable String order);
}
