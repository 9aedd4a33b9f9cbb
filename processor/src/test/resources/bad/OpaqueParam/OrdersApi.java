import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.Date;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders?day={day}")
  String orders(@Param("day") Date day);
}
