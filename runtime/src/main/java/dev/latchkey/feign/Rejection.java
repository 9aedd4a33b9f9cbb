package dev.latchkey.feign;

import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.Deadline;
import feign.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer that rejects the credential, as it goes back to a caller. */
final class Rejection {
  /** How much of it is read, so that its connection can serve the resent call. */
  private static final int BYTES = 256 * 1024;

  private static final Duration TIME = Duration.ofSeconds(1);

  private Rejection() {}

  /**
   * Returns it with its body in memory. Read before anything waits: a call that waits holds no
   * connection, and gives back one that serves.
   */
  static Response buffered(Response response) {
    byte[] body;
    try {
      body = BoundedBody.read(response, BYTES, Deadline.in(TIME));
    } catch (IOException | RuntimeException e) {
      body = new byte[0]; // what cannot be read in time is given up, and its connection with it
    }
    return response.toBuilder().body(body).build();
  }

  /** Feign repeats what has a Retry-After, whatever its status. */
  static Response withoutRetryAfter(Response response) {
    if (response.headers().keySet().stream().noneMatch("Retry-After"::equalsIgnoreCase)) {
      return response;
    }
    Map<String, Collection<String>> headers = new LinkedHashMap<>(response.headers());
    headers.keySet().removeIf("Retry-After"::equalsIgnoreCase);
    return response.toBuilder().headers(headers).build();
  }
}
