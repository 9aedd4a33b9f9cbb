import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import org.springframework.web.bind.annotation.PathVariable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders/{id}")
  String order(@PathVariable("id") String id);
}
