import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.io.Serializable;

interface Silenced {
  interface Numbered extends Serializable {}

  @AuthenticatedApi
  interface OrdersApi extends Numbered {
    @RequestLine("GET /orders")
    String orders();
  }

  @AuthenticatedApi
  @SuppressWarnings("try")
  interface DoorsApi extends AutoCloseable {
    @Override
    @RequestLine("POST /close")
    void close() throws Exception;
  }
}
