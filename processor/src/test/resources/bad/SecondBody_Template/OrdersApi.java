import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("name={name}")
  String place(@Param("name") String name, String coupon);
}
