import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi extends Search<String> {
  @RequestLine("GET /orders")
  String orders();
}

interface Search<F> {
  @RequestLine("GET /search")
  String search(@QueryMap F filter);
}
