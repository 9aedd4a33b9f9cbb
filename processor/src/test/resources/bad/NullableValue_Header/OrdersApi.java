import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  @Headers("X-Tenant: of-{tenant}")
  String orders(@Param("tenant") @Nullable String tenant);
}
