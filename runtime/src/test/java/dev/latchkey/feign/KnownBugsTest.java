package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.TokenResponse;
import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.WaitAbandonedException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.Client;
import feign.DefaultClient;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.http2client.Http2Client;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with the call that is rejected, and resent. */
class KnownBugsTest {
  private static final Answered IMPATIENT = Answered.of(401, "no").with("Retry-After", "0");

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  private ApiClientBuilder<Shop> shop() {
    return Shop.builder().url(Shop.URL).session(session).client(transport);
  }

  private Shop shopWithRetryer() {
    return shop().retryer(new DefaultRetryer(1, 1, 5)).build();
  }

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  @Test
  @DisplayName("b1 each call in flight at the first 401 is resent, however late its own 401 comes")
  void allInFlight() throws Exception {
    int calls = 16;
    CountDownLatch allSent = new CountDownLatch(calls);
    CountDownLatch refreshing = new CountDownLatch(1);
    CountDownLatch resent = new CountDownLatch(1);
    AtomicInteger sent = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (server.accepts(asked)) {
            resent.countDown();
            return server.standard(asked);
          }
          allSent.countDown();
          int number = sent.getAndIncrement();
          await(number == 0 ? allSent : number % 2 == 0 ? refreshing : resent);
          return Answered.of(401);
        });
    server.on(
        "/auth/refresh",
        asked -> {
          refreshing.countDown();
          return server.standard(asked);
        });
    session.signIn(server.issueOutdated());
    try (HttpFront front = new HttpFront(server)) {
      Shop shop = Shop.builder().url(front.url()).session(session).build();

      assertThat(together(calls, shop::orders)).hasSize(calls).containsOnly("[{\"id\": \"7\"}]");
    }
    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    assertThat(server.count("/orders")).isEqualTo(2L * calls);
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static <T> List<T> together(int calls, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(Collections.nCopies(calls, call))) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("b6 a call that is out of time says so, and is not given the stale 401")
  void outOfTime() {
    CountDownLatch answer = new CountDownLatch(1);
    server.on(
        "/auth/refresh",
        asked -> {
          await(answer);
          return server.standard(asked);
        });
    AuthSession hasty =
        AuthSession.builder()
            .policy(RefreshPolicy.defaults().maxWait(Duration.ofMillis(20)))
            .build();
    hasty.signIn(server.issueOutdated());
    Shop shop = shop().session(hasty).build();

    assertThatThrownBy(shop::orders).isInstanceOf(WaitAbandonedException.class);
    assertThatThrownBy(shop::orders).isInstanceOf(WaitAbandonedException.class);
    answer.countDown();

    assertThat(server.count("/auth/refresh")).isLessThanOrEqualTo(1);
  }

  interface BothKinds {
    @RequestLine("GET /orders")
    String now();

    @RequestLine("GET /orders")
    CompletableFuture<String> later();
  }

  @Test
  @DisplayName("P5 a call waits no longer for a refresh than its options let two exchanges take")
  void outOfItsOwnTime() {
    CountDownLatch answer = new CountDownLatch(1);
    AuthSession slow =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  await(answer);
                  return server.issueOutdated();
                })
            .policy(RefreshPolicy.defaults().maxWait(Duration.ofHours(1)))
            .build();
    slow.signIn(server.issueOutdated());
    Request.Options options =
        new Request.Options(Duration.ofMillis(10), Duration.ofMillis(15), false);
    BothKinds api =
        new ApiClientBuilder<>(BothKinds.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(slow)
            .client(transport)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .options(options)
            .build();

    assertThatThrownBy(api::now)
        .isInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("50 ms");
    assertThatThrownBy(api.later()::join)
        .hasCauseInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("50 ms");
    answer.countDown();
  }

  @Test
  @DisplayName("b9 a refresh whose connection breaks is sent once, whatever Retryer there is")
  void refreshIsNotRepeated() {
    server.on(
        "/auth/refresh",
        asked -> {
          throw new IOException("reset");
        });
    session.signIn(server.issueOutdated());

    assertThatThrownBy(shopWithRetryer()::orders).isInstanceOf(RefreshFailedException.class);

    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1", "POST /auth/refresh");
    assertThat(session.held()).isPresent();
  }

  /** An API whose refresh carries its token in a header, and so has no body. */
  interface Bodiless {
    @Refresh
    @Headers("X-Refresh: {token}")
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(@Param("token") String token);
  }

  /** The same, answered later. */
  interface BodilessLater {
    @Refresh
    @Headers("X-Refresh: {token}")
    @RequestLine("POST /auth/refresh")
    CompletableFuture<TokenResponse> refresh(@Param("token") String token);
  }

  @Test
  @DisplayName(
      "b9 a refresh without a body is sent once too, by the JDK's HttpURLConnection as well")
  void bodilessRefreshIsNotRepeated() {
    for (Class<?> api : List.of(Bodiless.class, BodilessLater.class)) {
      for (Client client : List.of(new DefaultClient(null, null), new Http2Client())) {
        try (ScriptedServer closing = ScriptedServer.closing()) {
          AuthSession own = AuthSession.builder().build();
          assertThat(
                  new ApiClientBuilder<>(api, UnaryOperator.identity())
                      .url(closing.url(""))
                      .session(own)
                      .client(client)
                      .build())
              .isNotNull();
          own.signIn(server.issue());

          assertThatThrownBy(own::refresh).isInstanceOf(RefreshFailedException.class);

          assertThat(closing.received()).as("%s %s", api, client).hasSize(1);
        }
      }
    }
  }

  @Test
  @DisplayName("b11 a call is not resent where nothing new has come")
  void nothingNew() {
    server.on("/orders", asked -> IMPATIENT).on("/auth/refresh", asked -> Answered.of(503));
    session.signIn(server.issue());
    AuthSession fixed = AuthSession.of(Credential.of("for-ever"));

    assertThatThrownBy(shopWithRetryer()::orders).isInstanceOf(RefreshFailedException.class);
    assertThatThrownBy(shop().session(fixed).build()::orders)
        .isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1", "POST /auth/refresh", "GET /orders Bearer for-ever");
  }

  @Test
  @DisplayName("b17 a resent call carries the successor, and nothing of what was rejected")
  void carriesTheSuccessor() {
    session.signIn(server.issueOutdated());

    shop().build().place("lamp");

    assertThat(transport.sent().stream().map(sent -> List.copyOf(sent.authorization())).toList())
        .containsExactly(List.of("Bearer access-1"), List.of(), List.of("Bearer access-2"));
  }

  @Test
  @DisplayName("b20 a call carries one credential at each attempt, whatever was there before")
  void oneCredential() {
    AtomicInteger attempts = new AtomicInteger();
    server.on(
        "/orders",
        asked ->
            attempts.incrementAndGet() < 3
                ? Answered.of(503).with("Retry-After", "0")
                : server.standard(asked));
    session.signIn(server.issueOutdated());

    shop()
        .retryer(new DefaultRetryer(1, 1, 5))
        .requestInterceptor(template -> template.header("authorization", "Bearer mine"))
        .build()
        .orders();

    assertThat(server.lines().stream().filter(line -> line.contains("/orders")))
        .containsExactly(
            "GET /orders Bearer access-1",
            "GET /orders Bearer access-1",
            "GET /orders Bearer access-1",
            "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("b20 a Retry-After beside a 401 multiplies nothing, and a Response is treated alike")
  void retryAfter() {
    server.on("/orders", asked -> IMPATIENT);
    session.signIn(server.issue());
    assertThatThrownBy(shopWithRetryer()::orders).isInstanceOf(FeignException.Unauthorized.class);
    assertThat(server.count("/orders")).isEqualTo(2);

    session.signIn(server.issue());
    try (Response response = shopWithRetryer().ordersAsTheyCome()) {
      assertThat(response.status()).isEqualTo(401);
    }
    assertThat(server.count("/orders")).isEqualTo(4);
  }

  @Test
  @DisplayName("b21 a call that is always rejected costs one refresh, whatever Retryer there is")
  void alwaysRejected() {
    server.on("/orders", asked -> IMPATIENT);
    session.signIn(server.issue());

    assertThatThrownBy(shopWithRetryer()::orders).isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
  }
}
