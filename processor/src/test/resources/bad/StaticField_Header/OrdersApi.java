import dev.latchkey.AuthenticatedApi;
import feign.HeaderMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  class Trace {
    static final String SECRET = "secret";
    public String id = "";
  }

  @RequestLine("GET /orders")
  String orders(@HeaderMap Trace trace);
}
