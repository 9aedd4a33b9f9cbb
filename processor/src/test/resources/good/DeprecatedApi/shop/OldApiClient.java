package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link OldApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
@Deprecated(since = "3")
final class OldApiClient implements OldApi {
  private final OldApi api;

  private OldApiClient(OldApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link OldApi} clients}
   */
  static ApiClientBuilder<OldApi> builder() {
    return new ApiClientBuilder<>(OldApi.class, OldApiClient::new);
  }

  /**
   * {@code GET /b}
   */
  @Override
  @SuppressWarnings("deprecation")
  public OldAnswer b() {
    return api.b();
  }

  @Override
  public String toString() {
    return "OldApiClient[" + api + "]";
  }
}
