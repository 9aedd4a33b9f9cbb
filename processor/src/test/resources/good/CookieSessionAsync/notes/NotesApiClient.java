package notes;

import dev.latchkey.ApiClientBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * The client of {@link NotesApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class NotesApiClient implements NotesApi {
  private final NotesApi api;

  private NotesApiClient(NotesApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link NotesApi} clients}
   */
  static ApiClientBuilder<NotesApi> builder() {
    return new ApiClientBuilder<>(NotesApi.class, NotesApiClient::new)
        .refreshedAsyncBy((api, held) -> api.refresh().thenApply(done -> null))
        .signedOutBy((api, held) -> api.logout());
  }

  /**
   * {@code POST /login}; signs the session in.
   */
  @Override
  public CompletableFuture<Void> login(NotesApi.Login login) {
    return api.login(login);
  }

  /**
   * {@code POST /refresh}; for the session alone.
   */
  @Override
  public CompletionStage<Void> refresh() {
    return api.refresh();
  }

  /**
   * {@code POST /logout}; signs the session out.
   */
  @Override
  public CompletableFuture<Void> logout() {
    return api.logout();
  }

  @Override
  public String toString() {
    return "NotesApiClient[" + api + "]";
  }
}
