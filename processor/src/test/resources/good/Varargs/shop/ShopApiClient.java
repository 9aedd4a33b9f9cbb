package shop;

import dev.latchkey.ApiClientBuilder;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/**
 * The client of {@link ShopApi}.
 */
@Generated("dev.latchkey.processor.AuthenticatedApiProcessor")
public final class ShopApiClient implements ShopApi {
  private final ShopApi api;

  private ShopApiClient(ShopApi api) {
    this.api = api;
  }

  /**
   * {@return a builder of {@link ShopApi} clients}
   */
  public static ApiClientBuilder<ShopApi> builder() {
    return new ApiClientBuilder<>(ShopApi.class, ShopApiClient::new);
  }

  /**
   * {@code POST /names}
   */
  @Override
  public void names(String... names) {
    api.names(names);
  }

  /**
   * {@code POST /numbers}
   */
  @Override
  public void numbers(int[][]... numbers) {
    api.numbers(numbers);
  }

  /**
   * {@code POST /lists}
   */
  @Override
  @SuppressWarnings("unchecked")
  public void lists(List<String>... lists) {
    api.lists(lists);
  }

  /**
   * {@code POST /nullable}
   */
  @Override
  public void nullable(@Nullable String... names) {
    api.nullable(names);
  }

  /**
   * {@code POST /wild}
   */
  @Override
  public void wild(List<?>... lists) {
    api.wild(lists);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
