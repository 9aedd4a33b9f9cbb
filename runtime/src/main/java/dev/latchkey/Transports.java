package dev.latchkey;

import dev.latchkey.exchange.AwaitingTransport;
import dev.latchkey.exchange.SharedTransport;
import dev.latchkey.exchange.ThreadedTransport;
import feign.AsyncClient;
import feign.Client;
import org.jspecify.annotations.Nullable;

/**
 * The transports of a client: what its builder was given, and if that is of one kind, the same for
 * the other.
 *
 * @param given for blocking endpoints, or null
 * @param givenAsync for asynchronous ones, or null
 * @param url where the API is
 */
record Transports(@Nullable Client given, @Nullable AsyncClient<Object> givenAsync, String url) {

  Client blocking() {
    if (given != null) {
      return given;
    }
    if (givenAsync == null) {
      return SharedTransport.forUrl(url);
    }
    return givenAsync instanceof Client both ? both : new AwaitingTransport(givenAsync);
  }

  @SuppressWarnings("unchecked") // There is never a context.
  AsyncClient<Object> asynchronous() {
    if (givenAsync != null) {
      return givenAsync;
    }
    if (given == null) {
      return SharedTransport.forUrl(url);
    }
    return given instanceof AsyncClient<?> both
        ? (AsyncClient<Object>) both
        : new ThreadedTransport(given);
  }
}
