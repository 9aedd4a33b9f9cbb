import dev.latchkey.AuthenticatedApi;
import feign.FeignIgnore;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  String clone() throws CloneNotSupportedException;

  @RequestLine("POST /{id}")
  int clone(@feign.Param("id") String id);

  @AuthenticatedApi
  interface Prototype {
    @FeignIgnore
    Object clone();

    @RequestLine("GET /orders")
    String orders();
  }
}
