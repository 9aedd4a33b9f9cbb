import dev.latchkey.AuthenticatedApi;
import dev.latchkey.SignIn;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi {
  @SignIn
  @RequestLine("POST /login")
  List<String> login(String name);
}
