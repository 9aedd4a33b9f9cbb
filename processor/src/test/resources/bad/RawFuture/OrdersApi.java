import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.concurrent.CompletionStage;

@AuthenticatedApi
interface OrdersApi {
  @SuppressWarnings("rawtypes")
  @RequestLine("DELETE /orders/{id}")
  CompletionStage cancel(@Param("id") String id);
}
