import dev.latchkey.AuthenticatedApi;
import feign.FeignIgnore;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi extends Shop {
  @Override
  @RequestLine("GET /health")
  String health();

  @Override
  @RequestLine("GET /orders/{id}")
  String order(@Param("id") String id);
}

interface Reading<K> {
  @RequestLine("GET /status")
  String health();

  @RequestLine("GET /{id}")
  String order(@Param("id") K id);

  @RequestLine("GET /total")
  Object total();

  @FeignIgnore
  String note();
}

interface Paying {
  @RequestLine("GET /paid")
  String health();

  @RequestLine("GET /paid/{id}")
  String order(@Param("id") String id);

  @RequestLine("GET /total/paid")
  String total();

  @FeignIgnore
  String note();
}

interface Shop extends Reading<String>, Paying {}
