import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.Future;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  Future<List<String>> order(@Param("id") String id);
}
