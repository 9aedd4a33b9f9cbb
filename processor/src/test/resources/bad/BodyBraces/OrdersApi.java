import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("{\"id\": {id}}")
  void add(@Param("id") int id);
}
