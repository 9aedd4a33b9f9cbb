import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?ids={ids}")
  String orders(@Param("ids") List<String[]> ids);
}
