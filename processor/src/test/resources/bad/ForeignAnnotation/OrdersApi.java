import dev.latchkey.AuthenticatedApi;
import feign.Param;
import org.springframework.web.bind.annotation.GetMapping;

@AuthenticatedApi
interface OrdersApi {
  @GetMapping("/orders/{id}")
  String order(@Param("id") String id);
}
