import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletionStage;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("DELETE /orders/{id}")
  CompletionStage<Void> cancel(@Param("id") String id);
}
