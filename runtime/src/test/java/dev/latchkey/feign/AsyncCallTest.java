package dev.latchkey.feign;

import static dev.latchkey.shop.Awaited.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.RequestLine;
import feign.Response;
import feign.RetryableException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An asynchronous call")
class AsyncCallTest {
  private static final Answered IMPATIENT = Answered.of(401, "no").with("Retry-After", "0");

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();
  private final AsyncShop shop = AsyncShop.at(transport, session);

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  @Test
  @DisplayName("carries the session's credential, and every annotation means what it says")
  void annotations() throws Exception {
    shop.login("secret").get(20, TimeUnit.SECONDS);
    server.revoke("access-1");
    assertThat(shop.orders().get(20, TimeUnit.SECONDS)).contains("7");
    assertThat(shop.ordersNow()).contains("7");
    shop.catalogue().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> shop.refresh(new RefreshRequest("refresh-2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AsyncShop.refresh is for the session alone");
    shop.logout(new RefreshRequest("refresh-2")).get(20, TimeUnit.SECONDS);
    shop.logout(new RefreshRequest("refresh-2")).get(20, TimeUnit.SECONDS);

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login",
            "GET /orders Bearer access-1",
            "POST /auth/refresh",
            "GET /orders Bearer access-2",
            "GET /orders Bearer access-2",
            "GET /catalogue",
            "POST /auth/logout Bearer access-2");
    assertThat(failureOf(shop.orders())).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P14 is resent once, with the body that it had")
  void resentOnce() throws Exception {
    session.signIn(server.issueOutdated());

    shop.place("{\"item\": \"lamp\"}").get(20, TimeUnit.SECONDS);

    assertThat(server.lines())
        .containsExactly(
            "POST /orders Bearer access-1", "POST /auth/refresh", "POST /orders Bearer access-2");
    assertThat(server.asked().get(2).body()).isEqualTo("{\"item\": \"lamp\"}");
  }

  @Test
  @DisplayName("P14 is resent once over all attempts of a Retryer, and the 401 goes back as it is")
  void onceForAllAttempts() throws Exception {
    AsyncShop retried =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .retryer(new DefaultRetryer(1, 1, 5))
            .build();
    server.on("/orders", asked -> IMPATIENT);
    session.signIn(server.issue());

    assertThat(failureOf(retried.orders())).isInstanceOf(FeignException.Unauthorized.class);
    assertThat(server.count("/orders")).isEqualTo(2);

    session.signIn(server.issue());
    Response answer = retried.ordersAsTheyCome().get(20, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
    assertThat(new String(answer.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("no");
    assertThat(server.count("/orders")).isEqualTo(4);
  }

  @Test
  @DisplayName("P14 that was resent is not resent again when a Retryer repeats it")
  void notResentAgain() {
    AtomicInteger orders = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          switch (orders.incrementAndGet()) {
            case 2 -> throw new IOException("broken");
            default -> {
              return Answered.of(401);
            }
          }
        });
    AsyncShop retried =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .retryer(new DefaultRetryer(1, 1, 5))
            .build();
    session.signIn(server.issue());

    assertThat(failureOf(retried.orders())).isInstanceOf(FeignException.Unauthorized.class);
    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1",
            "POST /auth/refresh",
            "GET /orders Bearer access-2",
            "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("P14 is repeated by the user's Retryer as often as that likes")
  void retryer() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (orders.incrementAndGet() < 4) {
            throw new IOException("broken");
          }
          return server.standard(asked);
        });
    session.signIn(server.issue());
    AsyncShop retried =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .retryer(new DefaultRetryer(1, 1, 5))
            .build();

    assertThat(retried.orders().get(20, TimeUnit.SECONDS)).contains("7");
    assertThat(orders).hasValue(4);
    orders.set(-9);
    assertThat(failureOf(retried.orders()))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("broken");
    assertThat(orders).hasValue(-4);
  }

  @Test
  @DisplayName("P3 that fails and is repeated is not repeated as somebody else")
  void notRepeatedForAnother() {
    AtomicInteger orders = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (orders.incrementAndGet() == 1) {
            session.signOut();
            session.signIn(server.issue());
            throw new IOException("broken");
          }
          return server.standard(asked);
        });
    session.signIn(server.issue());
    AsyncShop retried =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .retryer(new DefaultRetryer(1, 1, 5))
            .build();

    assertThat(failureOf(retried.orders())).isInstanceOf(SessionEndedException.class);
    assertThat(server.count("/orders")).isEqualTo(1);
  }

  @Test
  @DisplayName("P1 shares one flight with 9,999 others that one thread has made, and blocks nobody")
  void manyFromOneThread() throws Exception {
    AtomicInteger refreshes = new AtomicInteger();
    CompletableFuture<Credential> successor = new CompletableFuture<>();
    AuthSession shared =
        AuthSession.builder()
            .refreshAsyncWith(
                held -> {
                  refreshes.incrementAndGet();
                  return successor;
                })
            .build();
    shared.signIn(server.issueOutdated());
    Orders orders =
        new ApiClientBuilder<>(Orders.class, api -> api)
            .url(Shop.URL)
            .session(shared)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .build();

    List<CompletableFuture<String>> calls =
        IntStream.range(0, 10_000).mapToObj(i -> orders.orders()).toList();
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    successor.complete(server.issue());

    for (CompletableFuture<String> call : calls) {
      assertThat(call.get(60, TimeUnit.SECONDS)).contains("7");
    }
    assertThat(refreshes).hasValue(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {200, 401})
  @DisplayName("P5 keeps nobody who asks, though its answer is there at once and its body stalls")
  void answeredAtOnce(int status) throws Exception {
    CountDownLatch stalls = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    session.signIn(server.issue());
    Queue<Integer> statuses = new ConcurrentLinkedQueue<>(List.of(status, 200));
    Orders orders =
        new ApiClientBuilder<>(Orders.class, api -> api)
            .url(Shop.URL)
            .session(session)
            .asyncClient(
                (request, options, context) ->
                    CompletableFuture.completedFuture(
                        Response.builder()
                            .request(request)
                            .status(statuses.remove())
                            .headers(Map.of())
                            .body(new Stalling(stalls, goesOn), null)
                            .build()))
            .build();

    CompletableFuture<String> call = orders.orders();
    stalls.await();

    assertThat(call).isNotDone();
    goesOn.countDown();
    assertThat(call.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  @DisplayName("is answered while the body of another stalls, be there one thread for all answers")
  void anotherStalls() throws Exception {
    ForkJoinPool one = new ForkJoinPool(1); // as the common pool is where there are two cores
    CountDownLatch stalls = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    InputStream stalling = new Stalling(stalls, goesOn);
    session.signIn(server.issue());
    Queue<InputStream> bodies =
        new ConcurrentLinkedQueue<>(List.of(stalling, new ByteArrayInputStream(new byte[] {'7'})));
    Orders orders =
        new ApiClientBuilder<>(Orders.class, api -> api)
            .url(Shop.URL)
            .session(session)
            .asyncClient(
                (request, options, context) ->
                    CompletableFuture.supplyAsync(
                        () ->
                            Response.builder()
                                .request(request)
                                .status(200)
                                .headers(Map.of())
                                .body(bodies.remove(), null)
                                .build(),
                        one))
            .build();
    try {
      CompletableFuture<String> stalled = orders.orders();
      stalls.await();

      assertThat(orders.orders().get(20, TimeUnit.SECONDS)).isEqualTo("7");
      assertThat(stalled).isNotDone();
    } finally {
      goesOn.countDown();
      one.shutdown();
    }
  }

  /** An API without lifecycle endpoints. */
  interface Orders {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();

    @RequestLine("GET /orders")
    String ordersNow();
  }

  @Test
  @DisplayName("P1 shares its flight with blocking calls of the same client")
  void bothKindsShareOneFlight() throws Exception {
    CountDownLatch refreshing = new CountDownLatch(1);
    CountDownLatch mayLand = new CountDownLatch(1);
    server.on(
        "/auth/refresh",
        asked -> {
          refreshing.countDown();
          try {
            mayLand.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return server.standard(asked);
        });
    AuthSession shared = AuthSession.builder().build();
    shared.signIn(server.issueOutdated());
    try (HttpFront front = new HttpFront(server)) {
      AsyncShop real = AsyncShop.builder().url(front.url()).session(shared).build();

      CompletableFuture<String> promised = real.orders();
      refreshing.await();
      CompletableFuture<String> waited = CompletableFuture.supplyAsync(real::ordersNow);
      mayLand.countDown();

      assertThat(promised.get(20, TimeUnit.SECONDS)).contains("7");
      assertThat(waited.get(20, TimeUnit.SECONDS)).contains("7");
      assertThat(server.count("/auth/refresh")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("asks for JSON where it promises something that JSON is decoded to, and only there")
  void accept() throws Exception {
    shop.login("secret").get(20, TimeUnit.SECONDS);
    shop.orders().get(20, TimeUnit.SECONDS);

    assertThat(server.asked())
        .extracting(asked -> asked.header("accept"))
        .containsExactly("application/json", "");
  }

  @Test
  @DisplayName("of a default method is one like any other")
  void defaultMethods() throws Exception {
    session.signIn(server.issue());

    assertThat(shop.ordersTwice().get(20, TimeUnit.SECONDS)).hasSize(26);
  }

  @Test
  @DisplayName("P11 fails with the end of the session when the server refuses the refresh")
  void refused() {
    server.on("/auth/refresh", asked -> Answered.of(400, "{\"error\": \"invalid_grant\"}"));
    session.signIn(Credential.of("stolen").withRefreshToken("refresh-99"));

    assertThat(failureOf(shop.orders())).isInstanceOf(SessionExpiredException.class);
    assertThatThrownBy(() -> shop.orders().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SessionExpiredException.class);
  }

  /** A body that begins to be read, and ends when it may go on. */
  private static final class Stalling extends FilterInputStream {
    private final CountDownLatch stalls;
    private final CountDownLatch goesOn;

    Stalling(CountDownLatch stalls, CountDownLatch goesOn) {
      super(InputStream.nullInputStream());
      this.stalls = stalls;
      this.goesOn = goesOn;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      stalls.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return -1;
    }
  }
}
