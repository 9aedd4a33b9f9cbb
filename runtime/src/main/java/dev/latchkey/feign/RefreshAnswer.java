package dev.latchkey.feign;

import dev.latchkey.exchange.Answer;
import dev.latchkey.exchange.BoundedBody;
import dev.latchkey.exchange.Deadline;
import dev.latchkey.exchange.EndpointName;
import dev.latchkey.exchange.ExchangeFailure;
import dev.latchkey.exchange.Issuer;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.session.LatchkeyException;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.time.Duration;

/**
 * What the request of a refresh brought. It comes in time whatever the server does, and a failure
 * is unchecked and says what it means to the session: neither a Retryer nor an error decoder has a
 * part in it.
 */
final class RefreshAnswer {
  /** The body is in memory already. */
  private static final Duration READING = Duration.ofSeconds(1);

  private RefreshAnswer() {}

  /**
   * Returns the answer as decoders see it, or throws what it means if it is none. An endpoint may
   * say itself how it refuses.
   */
  static Response of(Request request, Response response, Endpoint endpoint) {
    RejectedStatuses said = endpoint.rejected();
    EndpointName asked = DiscreetRequest.nameOf(request);
    byte[] body;
    try {
      body = BoundedBody.read(response, BoundedBody.MAX_BYTES, Deadline.in(READING));
    } catch (IOException e) {
      throw ExchangeFailure.of(asked, e);
    }
    if (response.status() < 200 || response.status() >= 300) {
      Answer answer = new Answer(asked, response.status(), response.headers(), body);
      throw said == null ? Issuer.API.failure(answer) : Issuer.API.failure(answer, said::contain);
    }
    return response.toBuilder().request(request).body(body).build();
  }

  /** Returns what it means that there is none. */
  static LatchkeyException failure(Request request, Exception failure) {
    return ExchangeFailure.of(DiscreetRequest.nameOf(request), failure);
  }

  /** Returns how long one exchange may take; zero means for ever to Feign, and to nobody here. */
  static Duration total(Request.Options options) {
    Request.Options usual = SharedTransport.options();
    int connect = options.connectTimeoutMillis();
    int read = options.readTimeoutMillis();
    return Duration.ofMillis(
        (long) (connect > 0 ? connect : usual.connectTimeoutMillis())
            + (read > 0 ? read : usual.readTimeoutMillis()));
  }
}
