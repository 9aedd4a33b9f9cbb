import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.session.CredentialResponse;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  CompletableFuture<CredentialResponse> refresh(RefreshRequest request);
}
