import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("%7B\"name\": \"{name}\", \"count\": {count}%7D")
  void add(@Param("name") String name, @Param("count") int count);
}
