import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import feign.TypedResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  CompletableFuture<List<TypedResponse<String>>> orders();
}
