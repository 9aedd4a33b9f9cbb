import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.stream.Stream;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?day={day}")
  String orders(@Param("day") Stream<String> days);
}
