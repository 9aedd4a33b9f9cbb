import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import dev.latchkey.TokenResponse;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @SignIn
  @RequestLine("POST /login")
  TokenResponse login(@Nullable String password);
}
