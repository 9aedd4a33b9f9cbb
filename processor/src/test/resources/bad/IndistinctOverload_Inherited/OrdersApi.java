import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

interface Base<T> {
  @RequestLine("POST /orders")
  String place(T order);

  @RequestLine("POST /texts")
  String place(String order);
}

@AuthenticatedApi
interface OrdersApi extends Base<String> {}
