import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.net.URI;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders(@Nullable URI shop);
}
