package fleet;

import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

/** What every process calls. */
@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  TokenResponse refresh(RefreshRequest request);

  @RequestLine("GET /orders")
  String orders();
}
