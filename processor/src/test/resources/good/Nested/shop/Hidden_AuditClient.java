package shop;

import dev.latchkey.ApiClientBuilder;
import javax.annotation.processing.Generated;

/**
 * The client of {@link Hidden.Audit}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
final class Hidden_AuditClient implements Hidden.Audit {
  private final Hidden.Audit api;

  private Hidden_AuditClient(Hidden.Audit api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link Hidden.Audit} clients}
   */
  static ApiClientBuilder<Hidden.Audit> builder() {
    return new ApiClientBuilder<>(Hidden.Audit.class, Hidden_AuditClient::new);
  }

  /**
   * {@code GET /audit}
   */
  @Override
  public String audit() {
    return api.audit();
  }

  @Override
  public String toString() {
    return "Hidden_AuditClient[" + api + "]";
  }
}
