import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET {;page}")
  String orders(@Param("page") int page);
}
