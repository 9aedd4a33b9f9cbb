import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Optional;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?day={day}")
  String orders(@Param("day") List<Optional<String>> days);
}
