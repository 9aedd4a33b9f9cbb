import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  CompletableFuture<List<String>> order(@Param("id") String id);
}
