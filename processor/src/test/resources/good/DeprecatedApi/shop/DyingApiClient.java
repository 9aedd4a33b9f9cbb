package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link DyingApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
@Deprecated(forRemoval = true)
@SuppressWarnings("removal")
final class DyingApiClient implements DyingApi {
  private final DyingApi api;

  private DyingApiClient(DyingApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link DyingApi} clients}
   */
  static ApiClientBuilder<DyingApi> builder() {
    return new ApiClientBuilder<>(DyingApi.class, DyingApiClient::new);
  }

  /**
   * {@code GET /c}
   */
  @Override
  @SuppressWarnings("deprecation")
  public OldAnswer c() {
    return api.c();
  }

  @Override
  public String toString() {
    return "DyingApiClient[" + api + "]";
  }
}
