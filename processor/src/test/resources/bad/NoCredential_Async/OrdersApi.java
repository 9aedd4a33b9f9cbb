import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  CompletableFuture<String> refresh(String token);
}
