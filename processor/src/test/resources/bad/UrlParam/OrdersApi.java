import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.net.URI;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /hooks?callback={callback}")
  void add(@Param("callback") URI callback);
}
