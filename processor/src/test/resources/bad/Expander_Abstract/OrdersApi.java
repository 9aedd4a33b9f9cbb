import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  abstract class Dates implements Param.Expander {}

  @RequestLine("GET /orders/{id}")
  String order(@Param(value = "id", expander = Dates.class) String id);
}
