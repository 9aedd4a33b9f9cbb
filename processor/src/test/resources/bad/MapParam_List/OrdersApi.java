import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?filter={filter}")
  String orders(@Param("filter") List<Map<String, String>> filters);
}
