import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders.pdf")
  CompletableFuture<InputStream> orders();
}
