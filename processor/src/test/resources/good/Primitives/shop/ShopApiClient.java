package shop;

import dev.latchkey.ApiClientBuilder;
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
   * {@code GET /boolean?a={a}}
   */
  @Override
  public boolean flag(boolean a) {
    return api.flag(a);
  }

  /**
   * {@code GET /byte?a={a}}
   */
  @Override
  public byte octet(byte a) {
    return api.octet(a);
  }

  /**
   * {@code GET /short?a={a}}
   */
  @Override
  public short little(short a) {
    return api.little(a);
  }

  /**
   * {@code GET /char?a={a}}
   */
  @Override
  public char letter(char a) {
    return api.letter(a);
  }

  /**
   * {@code GET /int?a={a}}
   */
  @Override
  public int number(int a) {
    return api.number(a);
  }

  /**
   * {@code GET /long?a={a}}
   */
  @Override
  public long big(long a) {
    return api.big(a);
  }

  /**
   * {@code GET /float?a={a}}
   */
  @Override
  public float rough(float a) {
    return api.rough(a);
  }

  /**
   * {@code GET /double?a={a}}
   */
  @Override
  public double fine(double a) {
    return api.fine(a);
  }

  /**
   * {@code POST /int}
   */
  @Override
  public void put(int body) {
    api.put(body);
  }

  /**
   * {@code POST /bytes}
   */
  @Override
  public void send(byte[] body) {
    api.send(body);
  }

  @Override
  public String toString() {
    return "ShopApiClient[" + api + "]";
  }
}
