import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  TokenResponse refresh(Hidden hidden);

  final class Hidden {
    private Hidden(String token) {}
  }
}
