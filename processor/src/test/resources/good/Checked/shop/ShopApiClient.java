package shop;

import dev.latchkey.ApiClientBuilder;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.annotation.processing.Generated;

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
   * {@code POST /orders}
   */
  @Override
  public void place(String order) throws ShopApi.SoldOut, IOException, TimeoutException {
    api.place(order);
  }

  /**
   * {@code POST /close}
   */
  @Override
  public void close() throws ShopApi.SoldOut {
    api.close();
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
