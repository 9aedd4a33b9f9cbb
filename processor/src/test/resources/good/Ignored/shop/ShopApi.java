package shop;

import dev.latchkey.AuthenticatedApi;
import feign.FeignIgnore;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /status")
  String status();

  @FeignIgnore
  String later(String what, Object... parts);

  @FeignIgnore
  @Override
  String toString();

  @FeignIgnore
  @Override
  boolean equals(Object other);

  @FeignIgnore
  @Override
  int hashCode();
}
