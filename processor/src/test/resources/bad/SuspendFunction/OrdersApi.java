import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import kotlin.coroutines.Continuation;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  Object orders(Continuation<? super String> continuation);
}
