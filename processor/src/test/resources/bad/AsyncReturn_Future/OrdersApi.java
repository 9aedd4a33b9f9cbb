import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import java.util.concurrent.Future;

@AuthenticatedApi
interface OrdersApi {
  @SignIn
  @RequestLine("POST /login")
  Future<? extends TokenResponse> login(String name);
}
