import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  record Login(String user, Credential toCredential) implements CredentialResponse {}

  @SignIn
  @RequestLine("POST /login")
  Login login(String password);
}
