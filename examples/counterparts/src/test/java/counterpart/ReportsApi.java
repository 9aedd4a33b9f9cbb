package counterpart;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The resource server, as its client sees it. */
@AuthenticatedApi
interface ReportsApi {
  @RequestLine("GET /reports")
  List<String> reports();

  @RequestLine("GET /reports")
  CompletableFuture<List<String>> reportsLater();

  @RequestLine("GET /audit")
  List<String> audit();
}
