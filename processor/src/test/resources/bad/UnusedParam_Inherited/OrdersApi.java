import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

interface Base {
  @RequestLine("GET /health")
  String health(@Param("part") String part);
}

@AuthenticatedApi
interface OrdersApi extends Base {}
