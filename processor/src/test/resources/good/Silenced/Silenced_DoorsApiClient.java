import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Silenced.DoorsApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
@SuppressWarnings("try")
final class Silenced_DoorsApiClient implements Silenced.DoorsApi {
  private final Silenced.DoorsApi api;

  private Silenced_DoorsApiClient(Silenced.DoorsApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Silenced.DoorsApi} clients}
   */
  static ApiClientBuilder<Silenced.DoorsApi> builder() {
    return new ApiClientBuilder<>(Silenced.DoorsApi.class, Silenced_DoorsApiClient::new);
  }

  /**
   * {@code POST /close}
   */
  @Override
  public void close() throws Exception {
    api.close();
  }

  @Override
  public String toString() {
    return "Silenced_DoorsApiClient[" + api + "]";
  }
}
