import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignOut;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @SignOut
  @RequestLine("POST /logout")
  boolean logout();
}
