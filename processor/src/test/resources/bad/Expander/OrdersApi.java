import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  interface Dates extends Param.Expander {}

  @RequestLine("GET /orders/{id}")
  String order(@Param(value = "id", expander = Dates.class) String id);
}
