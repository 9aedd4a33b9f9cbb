import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.OptionalInt;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?page={page}")
  String orders(@Param("page") OptionalInt page);
}
