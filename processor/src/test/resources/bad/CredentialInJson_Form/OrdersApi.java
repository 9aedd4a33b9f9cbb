import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignOut;
import dev.latchkey.session.Credential;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @SignOut
  @RequestLine("POST /logout")
  void logout(@Param("held") Credential held);
}
