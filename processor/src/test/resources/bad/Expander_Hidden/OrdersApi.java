import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders/{id}")
  String order(@Param(value = "id", expander = Dates.class) String id);
}

class Dates implements Param.Expander {
  @Override
  public String expand(Object value) {
    return "" + value;
  }
}
