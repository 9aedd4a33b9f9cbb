package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.DefaultAsyncClient;
import feign.Request;
import feign.http2client.Http2Client;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about transports that somebody brings: which of them would lose a call, hide a
 * rejection or give a credential away, and what they have to be told. What another transport wraps
 * cannot be seen.
 */
public final class ForeignTransport {
  private ForeignTransport() {}

  /**
   * Refuses a transport that is none for a session.
   *
   * <ul>
   *   <li>Feign's own way to make an asynchronous transport of a blocking one catches exceptions
   *       alone: after an Error, such as a class that is missing, its future stays open for ever.
   *   <li>Feign's {@link Http2Client} may go on with an {@link HttpClient} that follows redirects
   *       to any host but from https to http, although it is told to follow none, and that takes
   *       the credential along.
   *   <li>An {@link HttpClient} with an authenticator throws where a 401 has no challenge, so that
   *       nobody sees the rejection.
   * </ul>
   *
   * @param transport a {@link feign.Client} or an {@link AsyncClient} that somebody brings
   * @throws IllegalArgumentException if it is one of these, as far as it can be seen: on the module
   *     path {@link Http2Client} shows its own to nobody
   */
  public static void refuse(Object transport) {
    if (transport instanceof DefaultAsyncClient<?>) {
      throw new IllegalArgumentException(
          """
          %s leaves a call open for ever if its Client throws an Error. Give the Client itself to \
          ApiClientBuilder.client(..), which has a thread for each call; or give a transport whose \
          future always completes, such as Http2Client.\
          """
              .formatted(transport.getClass().getName()));
    }
    HttpClient client = transport instanceof Http2Client jdk ? clientOf(jdk) : null;
    if (client == null) {
      return;
    }
    if (client.followRedirects() == HttpClient.Redirect.NORMAL) {
      throw new IllegalArgumentException(
          """
          The HttpClient of this Http2Client follows redirects by itself, to other hosts too, and \
          would take the credential along. Build it with followRedirects(HttpClient.Redirect.NEVER): \
          redirects at the API's own origin are followed all the same.\
          """);
    }
    if (client.authenticator().isPresent()) {
      throw new IllegalArgumentException(
          """
          The HttpClient of this Http2Client has an authenticator, and so throws at a 401 without a \
          challenge, after which nobody would refresh. Build it without one; behind a proxy that \
          asks for a password, give another transport, such as feign-okhttp's.\
          """);
    }
  }

  /**
   * Returns the options with which a transport follows no redirect.
   *
   * <p>Told not to, {@link Http2Client} makes itself an {@link HttpClient} that does not, if its
   * own always follows or has another connect timeout; but one that follows to some places it takes
   * for one that does not. On the module path nobody sees which it is: there it is told a timeout
   * that its own does not have, a millisecond longer.
   *
   * @param transport a {@link feign.Client} or an {@link AsyncClient}
   * @param options what it would be told
   * @return these, if they will do, or a copy
   */
  public static Request.Options staying(Object transport, Request.Options options) {
    boolean isUnseen =
        transport instanceof Http2Client jdk
            && !SharedTransport.isShared(jdk)
            && clientOf(jdk) == null;
    return staying(isUnseen, options);
  }

  static Request.Options staying(boolean isUnseen, Request.Options options) {
    int connect = options.connectTimeoutMillis();
    boolean longer = isUnseen && connect > 0 && connect < Integer.MAX_VALUE;
    return longer || options.isFollowRedirects()
        ? new Request.Options(
            Duration.ofMillis(connect + (longer ? 1 : 0)),
            Duration.ofMillis(options.readTimeoutMillis()),
            false)
        : options;
  }

  /** Returns what Feign shows to nobody, or null on the module path, where it is closed. */
  private static @Nullable HttpClient clientOf(Http2Client transport) {
    try {
      for (Field field : Http2Client.class.getDeclaredFields()) {
        if (field.getType() == HttpClient.class) {
          field.setAccessible(true);
          return (HttpClient) field.get(transport);
        }
      }
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      return null; // what it is told has to do
    }
    return null;
  }
}
