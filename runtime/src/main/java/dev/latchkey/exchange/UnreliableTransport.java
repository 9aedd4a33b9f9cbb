package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.DefaultAsyncClient;

/**
 * Feign's own way to make an asynchronous transport of a blocking one. It catches exceptions alone:
 * after an Error, such as a class that is missing, its future stays open for ever, and nobody
 * outside can see it.
 */
public final class UnreliableTransport {
  private UnreliableTransport() {}

  /**
   * Refuses it.
   *
   * @param transport a transport that somebody brings
   * @throws IllegalArgumentException if it is that one
   */
  public static void refuse(AsyncClient<?> transport) {
    if (transport instanceof DefaultAsyncClient<?>) {
      throw new IllegalArgumentException(
          """
          %s leaves a call open for ever if its Client throws an Error. Give the Client itself to \
          ApiClientBuilder.client(..), which has a thread for each call; or give a transport whose \
          future always completes, such as Http2Client.\
          """
              .formatted(transport.getClass().getName()));
    }
  }
}
