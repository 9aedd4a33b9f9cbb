package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

@Deprecated(forRemoval = true)
@AuthenticatedApi
interface DyingApi {
  @RequestLine("GET /c")
  OldAnswer c();
}
