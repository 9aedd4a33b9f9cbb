import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Headers("X-Tenant: Müller")
  String orders();
}
