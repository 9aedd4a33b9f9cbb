import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@AuthenticatedApi
@Headers("X-Tenant: {tenant}")
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
