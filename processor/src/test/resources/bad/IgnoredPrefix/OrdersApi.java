import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import org.springframework.web.bind.annotation.RequestMapping;

@AuthenticatedApi
@RequestMapping("/api/v1")
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
