package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@Deprecated
class Old {
  @AuthenticatedApi
  interface Api {
    @RequestLine("GET /a")
    String a();
  }
}
