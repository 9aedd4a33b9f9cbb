import dev.latchkey.AuthenticatedApi;
import feign.Param;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

@AuthenticatedApi
@RequestMapping("/api/")
interface OrdersApi {
  @RequestMapping(path = "/orders/{id : [0-9]+}", method = RequestMethod.DELETE)
  void cancel(@Param("id") long id);
}
