import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Headers({"Accept: text/plain", "authorization: Bearer {token}"})
  String orders(@Param("token") String token);
}
