package shop;

import dev.latchkey.AuthenticatedApi;
import feign.Param;
import feign.RequestLine;

/** Orders &amp; more: {@code a < b}, *&#47; and $T. */
@AuthenticatedApi
public interface ShopApi {
  /**
   * Finds one, see {@link #orders()}.
   *
   * @param id which; $L and {braces}
   * @return the order
   */
  @RequestLine("GET /orders/{id}?at=@now&note=*/&end=@link")
  String order(@Param("id") String id);

  // nothing here is Javadoc
  @RequestLine("GET /orders?a=<b>&amp;")
  String orders();
}
