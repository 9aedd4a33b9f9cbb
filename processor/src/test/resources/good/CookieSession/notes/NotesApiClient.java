package notes;

import dev.latchkey.ApiClientBuilder;
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
        .refreshedBy(
            (api, held) -> {
              api.refresh();
              return null;
            })
        .signedOutBy((api, held) -> api.logout());
  }

  /**
   * {@code POST /login}; signs the session in.
   */
  @Override
  public void login(NotesApi.Login login) {
    api.login(login);
  }

  /**
   * {@code POST /refresh}; for the session alone.
   */
  @Override
  public void refresh() {
    api.refresh();
  }

  /**
   * {@code POST /logout}; signs the session out.
   */
  @Override
  public Void logout() {
    return api.logout();
  }

  @Override
  public String toString() {
    return "NotesApiClient[" + api + "]";
  }
}
