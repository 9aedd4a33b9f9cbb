package dev.latchkey.feign;

import static dev.latchkey.shop.Awaited.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.FeignException;
import feign.Logger;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The credential of an asynchronous call")
class AsyncSecretsTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();
  private final FeignLog log = new FeignLog();
  private final AsyncShop shop =
      AsyncShop.builder()
          .url(Shop.URL)
          .session(session)
          .asyncClient(new AsyncClient.Pseudo<>(transport))
          .options(new Request.Options())
          .logger(log)
          .logLevel(Logger.Level.FULL)
          .build();

  @Test
  @DisplayName("P23 is in no log, though the log has all headers and bodies")
  void logs() throws Exception {
    session.signIn(server.issueOutdated());

    shop.orders().get(20, TimeUnit.SECONDS);

    assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("access-"));
    assertThat(log.lines()).noneMatch(line -> line.contains("refresh-"));
  }

  @Test
  @DisplayName("P23 is in no exception, and in no response")
  void exceptions() throws Exception {
    session.signIn(server.issueOutdated());
    server.on("/orders", asked -> Answered.of(server.accepts(asked) ? 500 : 401, "no"));

    FeignException failure = (FeignException) failureOf(shop.orders());
    Response response = shop.ordersAsTheyCome().get(20, TimeUnit.SECONDS);

    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure.request().headers()).doesNotContainKey("Authorization");
    assertThat(response.request().headers()).doesNotContainKey("Authorization");
    assertThat(transport.sent())
        .allMatch(sent -> !sent.authorization().isEmpty() || sent.url().endsWith("/auth/refresh"));
  }

  @Test
  @DisplayName("P22 is not even asked for when the call leads elsewhere")
  void elsewhere() throws Exception {
    AtomicInteger refreshes = new AtomicInteger();
    AuthSession signsItselfIn =
        AuthSession.builder()
            .signInWith(
                () -> {
                  refreshes.incrementAndGet();
                  return Credential.of("access");
                })
            .build();
    server.on("/orders", asked -> Answered.json("[]"));
    AsyncOrders orders =
        new ApiClientBuilder<>(AsyncOrders.class, api -> api)
            .url(Shop.URL)
            .session(signsItselfIn)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .build();

    orders.ordersAt(URI.create("https://evil.example")).get(20, TimeUnit.SECONDS);

    assertThat(transport.sent())
        .singleElement()
        .satisfies(sent -> assertThat(sent.authorization()).isEmpty());
    assertThat(refreshes).hasValue(0);
  }

  /** An API without lifecycle endpoints. */
  interface AsyncOrders {
    @RequestLine("GET /orders")
    CompletableFuture<String> ordersAt(URI elsewhere);
  }

  @Test
  @DisplayName("P22 follows no redirect, whatever the options say")
  void redirects() throws Exception {
    shop.login("secret").get(20, TimeUnit.SECONDS);
    server.revoke("access-1");
    shop.orders().get(20, TimeUnit.SECONDS);
    session.signOut();

    assertThat(transport.sent()).hasSize(5).noneMatch(StubTransport.Sent::followsRedirects);
  }
}
