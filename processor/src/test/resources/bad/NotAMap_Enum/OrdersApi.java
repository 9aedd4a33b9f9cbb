import dev.latchkey.AuthenticatedApi;
import feign.QueryMap;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  enum Status {
    OPEN
  }

  @RequestLine("GET /orders")
  String orders(@QueryMap Status status);
}
