package benchmark;

import dev.latchkey.AuthenticatedApi;
import feign.RequestLine;

/** One endpoint, as small as they come, so that what is measured is the way to it. */
@AuthenticatedApi
interface OrdersApi {
  @RequestLine("GET /orders")
  String orders();
}
