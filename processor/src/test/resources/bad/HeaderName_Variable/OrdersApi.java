import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  @Headers("X-{id}: yes")
  String order(@Param("id") String id);
}
