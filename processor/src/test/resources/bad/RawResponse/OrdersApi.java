import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import feign.TypedResponse;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @SuppressWarnings("rawtypes")
  TypedResponse orders();
}
