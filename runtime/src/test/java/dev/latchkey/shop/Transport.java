package dev.latchkey.shop;

import dev.latchkey.ApiClientBuilder;
import feign.AsyncClient;
import feign.Client;
import feign.DefaultClient;
import feign.hc5.ApacheHttp5Client;
import feign.hc5.AsyncApacheHttp5Client;
import feign.http2client.Http2Client;
import feign.okhttp.OkHttpClient;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/**
 * The transports that Feign has, each for the endpoints of one kind: blocking ones, or those that
 * return futures. They trust {@link #TLS}, and neither keep cookies nor repeat requests, as {@code
 * ApiClientBuilder.client} asks for; everything else is as it comes, with its limits on
 * connections. Tests share them, as the clients of a process do.
 */
public enum Transport {
  JAVA11("feign-java11", false),
  JAVA11_ASYNC("feign-java11, async", true),
  DEFAULT("Feign's default", false),
  DEFAULT_ASYNC("Feign's default, async", true),
  OKHTTP("feign-okhttp", false),
  OKHTTP_ASYNC("feign-okhttp, async", true),
  HC5("feign-hc5", false),
  HC5_ASYNC("feign-hc5, async", true),
  /** Apache's asynchronous client, for whose answers blocking endpoints wait. */
  HC5_AWAITED("feign-hc5, awaited", false);

  public static final LoopbackTls TLS = LoopbackTls.create();

  private static final Http2Client JDK =
      new Http2Client(HttpClient.newBuilder().sslContext(TLS.context()).build());

  private static final Client URL_CONNECTION =
      new DefaultClient(TLS.context().getSocketFactory(), (host, session) -> true);

  private static final Client SQUARE =
      new OkHttpClient(
          new okhttp3.OkHttpClient.Builder()
              .retryOnConnectionFailure(false)
              .sslSocketFactory(TLS.context().getSocketFactory(), TLS.trust())
              .build());

  private static final Client APACHE =
      new ApacheHttp5Client(
          HttpClients.custom()
              .disableCookieManagement()
              .disableAutomaticRetries()
              .setDefaultRequestConfig(hurried())
              .setConnectionManager(
                  PoolingHttpClientConnectionManagerBuilder.create()
                      .setTlsSocketStrategy(new DefaultClientTlsStrategy(TLS.context()))
                      .build())
              .build());

  private static final AsyncClient<?> APACHE_ASYNC = new AsyncApacheHttp5Client(started());

  private final String label;
  private final boolean asynchronous;

  Transport(String label, boolean asynchronous) {
    this.label = label;
    this.asynchronous = asynchronous;
  }

  private static CloseableHttpAsyncClient started() {
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .disableCookieManagement()
            .disableAutomaticRetries()
            .setDefaultRequestConfig(hurried())
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setTlsStrategy(new DefaultClientTlsStrategy(TLS.context()))
                    .build())
            .build();
    client.start();
    return client;
  }

  /** Waits no three minutes for a connection that somebody keeps. */
  private static RequestConfig hurried() {
    return RequestConfig.custom().setConnectionRequestTimeout(10, TimeUnit.SECONDS).build();
  }

  /** Whether it is for endpoints that return futures. */
  public boolean isAsynchronous() {
    return asynchronous;
  }

  /** Whether it loses the body of a 401 to a request that has one, as streaming does. */
  public boolean losesRejections() {
    return this == DEFAULT || this == DEFAULT_ASYNC;
  }

  /** How many requests a server sees of it at once; any further ones wait for a connection. */
  public int connections() {
    return switch (this) {
      case JAVA11, JAVA11_ASYNC, DEFAULT, DEFAULT_ASYNC, OKHTTP -> Integer.MAX_VALUE;
      case OKHTTP_ASYNC, HC5, HC5_ASYNC, HC5_AWAITED -> 5;
    };
  }

  /** Gives it to a client. */
  public <T> ApiClientBuilder<T> below(ApiClientBuilder<T> client) {
    return switch (this) {
      case JAVA11, JAVA11_ASYNC -> client.client(JDK);
      case DEFAULT, DEFAULT_ASYNC -> client.client(URL_CONNECTION);
      case OKHTTP, OKHTTP_ASYNC -> client.client(SQUARE);
      case HC5 -> client.client(APACHE);
      case HC5_ASYNC, HC5_AWAITED -> client.asyncClient(APACHE_ASYNC);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
