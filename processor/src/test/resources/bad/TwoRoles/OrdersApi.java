import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import dev.latchkey.TokenResponse;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @Anonymous
  @SignIn
  @RequestLine("POST /login")
  TokenResponse login(String name);
}
