import dev.latchkey.AuthenticatedApi;
import feign.Param;

@AuthenticatedApi
interface OrdersApi {
  String order(@Param("id") String id);
}
