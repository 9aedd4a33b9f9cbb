import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.TokenResponse;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh?tenant={tenant}")
  TokenResponse refresh(String token, @Param("tenant") String tenant);
}
