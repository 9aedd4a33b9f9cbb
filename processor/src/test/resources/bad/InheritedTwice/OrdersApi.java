import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

interface Monitored {
  @RequestLine("GET /health")
  String health();
}

interface Checked {
  @RequestLine("GET /health")
  String health();
}

interface Operated extends Monitored, Checked {}

@AuthenticatedApi
interface OrdersApi extends Operated {}
