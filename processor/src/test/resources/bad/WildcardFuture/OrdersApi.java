import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.concurrent.CompletableFuture;

@AuthenticatedApi
interface OrdersApi {
  @SignIn
  @RequestLine("POST /login")
  CompletableFuture<? extends TokenResponse> login(String name);
}
