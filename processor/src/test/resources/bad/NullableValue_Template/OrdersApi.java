import dev.latchkey.AuthenticatedApi;
import feign.Body;
import feign.Param;
import feign.RequestLine;
import org.jspecify.annotations.Nullable;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("POST /orders")
  @Body("name={name}")
  void add(@Param("name") @Nullable String name);
}
