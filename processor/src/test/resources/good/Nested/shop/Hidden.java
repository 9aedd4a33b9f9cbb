package shop;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

class Hidden {
  @AuthenticatedApi
  public interface Audit {
    @RequestLine("GET /audit")
    String audit();
  }
}
