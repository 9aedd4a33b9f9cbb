import dev.latchkey.AuthenticatedApi;
import dev.latchkey.Refresh;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @Refresh
  @RequestLine("POST /refresh")
  boolean refresh();
}
