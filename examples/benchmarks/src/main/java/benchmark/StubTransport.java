package benchmark;

import feign.Client;
import feign.Request;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A transport without a network, which says 200 to everything and looks at nothing. */
final class StubTransport implements Client {
  private static final byte[] ORDERS = "lamp".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Response execute(Request request, Request.Options options) {
    return Response.builder()
        .request(request)
        .status(200)
        .headers(Map.of("Content-Type", List.of("text/plain")))
        .body(ORDERS)
        .build();
  }
}
