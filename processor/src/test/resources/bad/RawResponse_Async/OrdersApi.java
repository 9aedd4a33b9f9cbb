import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import feign.TypedResponse;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @SuppressWarnings("rawtypes")
  CompletableFuture<TypedResponse> orders();
}
