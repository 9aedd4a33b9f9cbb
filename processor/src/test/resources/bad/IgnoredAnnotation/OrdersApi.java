import dev.latchkey.Anonymous;
import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?page={page}")
  String orders(@Param("page") int page);

  @Anonymous
  default String orders() {
    return orders(1);
  }
}
