import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("name={name}")
  void add(@Param("name") String name, @Param("count") int count);
}
