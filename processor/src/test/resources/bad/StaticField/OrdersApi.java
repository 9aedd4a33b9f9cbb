import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  class Base {
    static final String KEY = "secret";
  }

  final class Filter extends Base {
    int page;
  }

  @RequestLine("GET /orders")
  String orders(@QueryMap Filter filter);
}
