package dev.latchkey.feign;

import dev.latchkey.exchange.EndpointName;
import feign.Request;
import feign.RetryableException;
import java.io.IOException;
import java.net.ConnectException;

/** What is thrown when an exchange brought no answer. */
final class NoAnswer {
  private NoAnswer() {}

  /** Returns the failure, saying where to if there is no connection, as the JDK's does not. */
  static Throwable worded(Request request, Throwable failure) {
    if (!(failure instanceof ConnectException) || failure.getMessage() != null) {
      return failure;
    }
    ConnectException worded =
        new ConnectException("no connection to " + EndpointName.of(request).url());
    worded.initCause(failure);
    return worded;
  }

  /**
   * Returns what Feign itself would make of it, but for the request, which at a lifecycle endpoint
   * holds what nobody should read.
   */
  static RetryableException discreet(Request request, IOException failure) {
    Request discreet = DiscreetRequest.of(request);
    return new RetryableException(
        -1,
        failure.getMessage() + " executing " + discreet.httpMethod() + " " + discreet.url(),
        discreet.httpMethod(),
        failure,
        (Long) null,
        discreet);
  }
}
