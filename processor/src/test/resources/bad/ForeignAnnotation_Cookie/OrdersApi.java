import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import org.springframework.web.bind.annotation.CookieValue;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  String add(@CookieValue("cart") String cart);
}
