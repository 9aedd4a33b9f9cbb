import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import jakarta.ws.rs.core.Context;
import java.security.Principal;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  String add(@Context Principal user);
}
