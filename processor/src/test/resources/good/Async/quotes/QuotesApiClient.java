package quotes;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * The client of {@link QuotesApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class QuotesApiClient implements QuotesApi {
  private final QuotesApi api;

  private QuotesApiClient(QuotesApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link QuotesApi} clients}
   */
  public static ApiClientBuilder<QuotesApi> builder() {
    return new ApiClientBuilder<>(QuotesApi.class, QuotesApiClient::new);
  }

  /**
   * {@code GET /quotes/{symbol}}
   */
  @Override
  public CompletableFuture<String> quote(String symbol) {
    return api.quote(symbol);
  }

  /**
   * {@code GET /quotes/{symbol}}
   */
  @Override
  public String quoteNow(String symbol) {
    return api.quoteNow(symbol);
  }

  /**
   * {@code DELETE /quotes/{symbol}}
   */
  @Override
  public CompletionStage<Void> forget(String symbol) {
    return api.forget(symbol);
  }

  /**
   * {@code GET /quotes}
   */
  @Override
  public CompletableFuture<List<String>> all() {
    return api.all();
  }

  @Override
  public String toString() {
    return "QuotesApiClient[" + api + "]";
  }
}
