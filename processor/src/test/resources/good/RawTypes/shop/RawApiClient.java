package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The client of {@link RawApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class RawApiClient implements RawApi {
  private final RawApi api;

  private RawApiClient(RawApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link RawApi} clients}
   */
  public static ApiClientBuilder<RawApi> builder() {
    return new ApiClientBuilder<>(RawApi.class, RawApiClient::new);
  }

  /**
   * {@code GET /all}
   */
  @Override
  @SuppressWarnings("rawtypes")
  public List all() {
    return api.all();
  }

  /**
   * {@code POST /add}
   */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Comparable add(Comparable item) {
    return api.add(item);
  }

  @Override
  public String toString() {
    return "RawApiClient[" + api + "]";
  }
}
