import dev.latchkey.AuthenticatedApi;
import dev.latchkey.RejectedBy;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RejectedBy({401, 200})
  @RequestLine("GET /orders")
  String orders();
}
