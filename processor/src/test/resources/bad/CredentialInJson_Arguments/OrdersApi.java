import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignOut;
import dev.latchkey.session.Credential;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi {
  record Page<T>(List<T[]> items) {}

  @SignOut
  @RequestLine("POST /logout")
  Page<Credential> logout();
}
