package dev.latchkey.exchange;

import feign.AsyncClient;
import feign.Request;
import feign.http2client.Http2Client;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The transports of everybody who brings none: the JDK's HTTP client, which speaks PATCH and
 * HTTP/2, is asynchronous, and stops when it is cancelled.
 *
 * <p>There is one for each version of HTTP in a process, made when it is first needed, because each
 * HTTP client has a thread of its own. They follow no redirect and keep no cookies.
 */
public final class SharedTransport {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private SharedTransport() {}

  /**
   * Returns the transport for an API: HTTP/2 over TLS, where the server offers it, and HTTP/1.1
   * over plain connections, where asking for more costs headers on every request.
   *
   * @param url the API's URL
   * @return the transport, blocking and asynchronous
   */
  public static Http2Client forUrl(String url) {
    return url.regionMatches(true, 0, "https:", 0, "https:".length())
        ? Newest.TRANSPORT
        : Plain.TRANSPORT;
  }

  /**
   * Returns the asynchronous transport for whatever it is asked: of each request, the one for its
   * URL.
   *
   * @return the transport
   */
  public static AsyncClient<Object> ofRequests() {
    return (request, options, context) -> forUrl(request.url()).execute(request, options, context);
  }

  /**
   * Returns the transport for token endpoints: HTTP/1.1, since some authorization servers answer
   * many requests at once on one connection with "too many concurrent streams".
   *
   * @return the transport, blocking and asynchronous
   */
  public static Http2Client forTokens() {
    return Plain.TRANSPORT;
  }

  /** Returns whether a transport is one of these. */
  @SuppressWarnings("ReferenceEquality") // There is one of each.
  static boolean isShared(Http2Client transport) {
    return transport == Plain.TRANSPORT || transport == Newest.TRANSPORT;
  }

  /**
   * Returns the options that go with these transports: 10 seconds to connect, 60 to the headers of
   * the answer, no redirects.
   *
   * <p>Other options may differ in the read timeout alone. For any other connect timeout, and for
   * redirects, Feign makes a further HTTP client.
   *
   * @return new options, since Feign's can be changed
   */
  public static Request.Options options() {
    return options(Duration.ofSeconds(60));
  }

  /**
   * Returns the options with another read timeout.
   *
   * @param readTimeout from the request to the headers of the answer, at least one millisecond
   * @return new options
   */
  public static Request.Options options(Duration readTimeout) {
    // Feign keeps an int of milliseconds, and reads zero as for ever.
    long millis = Math.min(TimeUnit.MILLISECONDS.convert(readTimeout), Integer.MAX_VALUE);
    return new Request.Options(
        CONNECT_TIMEOUT.toMillis(),
        TimeUnit.MILLISECONDS,
        Math.max(millis, 1),
        TimeUnit.MILLISECONDS,
        false);
  }

  private static Http2Client over(HttpClient.Version version) {
    return new Http2Client(
        HttpClient.newBuilder()
            .version(version)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build());
  }

  private static final class Plain {
    static final Http2Client TRANSPORT = over(HttpClient.Version.HTTP_1_1);
  }

  private static final class Newest {
    static final Http2Client TRANSPORT = over(HttpClient.Version.HTTP_2);
  }
}
