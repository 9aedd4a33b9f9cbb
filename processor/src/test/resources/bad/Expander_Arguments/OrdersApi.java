import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  final class Dates implements Param.Expander {
    public Dates(String pattern) {}

    @Override
    public String expand(Object value) {
      return "" + value;
    }
  }

  @RequestLine("GET /orders/{id}")
  String order(@Param(value = "id", expander = Dates.class) String id);
}
