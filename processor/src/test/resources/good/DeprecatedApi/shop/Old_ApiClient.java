package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Old.Api}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
@SuppressWarnings("deprecation")
final class Old_ApiClient implements Old.Api {
  private final Old.Api api;

  private Old_ApiClient(Old.Api api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Old.Api} clients}
   */
  static ApiClientBuilder<Old.Api> builder() {
    return new ApiClientBuilder<>(Old.Api.class, Old_ApiClient::new);
  }

  /**
   * {@code GET /a}
   */
  @Override
  public String a() {
    return api.a();
  }

  @Override
  public String toString() {
    return "Old_ApiClient[" + api + "]";
  }
}
