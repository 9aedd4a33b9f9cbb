package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@AuthenticatedApi
interface ShopApi {
  @RequestLine("GET /status")
  String status();
}
