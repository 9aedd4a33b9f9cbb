import dev.latchkey.AuthenticatedApi;
import feign.FeignIgnore;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();

  @FeignIgnore
  void finalize();
}
