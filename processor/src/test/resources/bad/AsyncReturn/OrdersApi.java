import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  class Promise<T> extends CompletableFuture<T> {}

  @RequestLine("GET /orders/{id}")
  Promise<String> order(@Param("id") String id);
}
