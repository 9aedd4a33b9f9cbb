import dev.latchkey.AuthenticatedApi;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Headers("X-Filter: {\"id\": \"{id}\"}")
  String orders(@Param("id") String id);
}
