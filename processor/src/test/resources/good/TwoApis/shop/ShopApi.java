package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
public interface ShopApi extends Listing<String> {
  @RequestLine("POST /orders")
  String place(String order);
}
