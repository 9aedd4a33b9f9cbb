import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.Credential;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  TokenResponse refresh(Credential held);
}
