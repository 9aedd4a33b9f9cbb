import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import feign.Response;
import feign.TypedResponse;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  TypedResponse<Response> orders();
}
