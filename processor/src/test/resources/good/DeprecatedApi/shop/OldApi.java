package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@Deprecated(since = "3")
@AuthenticatedApi
interface OldApi {
  @RequestLine("GET /b")
  OldAnswer b();
}
