import dev.latchkey.AuthenticatedApi;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@AuthenticatedApi
interface OrdersApi {
  @POST
  @Path("orders")
  String add(String order);
}
