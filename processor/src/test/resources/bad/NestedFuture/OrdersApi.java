import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  CompletableFuture<CompletionStage<String>> order(@Param("id") String id);
}
