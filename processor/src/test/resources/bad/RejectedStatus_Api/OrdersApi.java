import dev.latchkey.AuthenticatedApi;
import dev.latchkey.RejectedBy;
import feign.RequestLine;

@AuthenticatedApi
@RejectedBy(600)
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
