import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

interface Reading<K> {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") K id);
}

interface Paying {
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id);
}

interface Shop extends Reading<String>, Paying {}

@AuthenticatedApi
interface OrdersApi extends Shop {}
