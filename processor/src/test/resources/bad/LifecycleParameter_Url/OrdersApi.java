import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.net.URI;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  TokenResponse refresh(URI address);
}
