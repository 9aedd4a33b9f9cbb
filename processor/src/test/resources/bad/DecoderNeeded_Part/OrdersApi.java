import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  List<CompletableFuture<String>> orders();
}
