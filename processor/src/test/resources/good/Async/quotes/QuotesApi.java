package quotes;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Endpoints of both kinds. */
@AuthenticatedApi
public interface QuotesApi extends Listed<CompletableFuture<List<String>>> {
  @RequestLine("GET /quotes/{symbol}")
  CompletableFuture<String> quote(@Param("symbol") String symbol);

  @RequestLine("GET /quotes/{symbol}")
  String quoteNow(@Param("symbol") String symbol);

  @RequestLine("DELETE /quotes/{symbol}")
  CompletionStage<Void> forget(@Param("symbol") String symbol);
}

interface Listed<T> {
  @RequestLine("GET /quotes")
  T all();
}
