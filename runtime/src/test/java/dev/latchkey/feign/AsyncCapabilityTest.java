package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.RefreshRequest;
import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.AsyncFeign;
import feign.DefaultAsyncClient;
import feign.DefaultRetryer;
import feign.Feign;
import feign.FeignException;
import feign.RequestLine;
import feign.RetryableException;
import feign.Target;
import feign.codec.DefaultDecoder;
import feign.codec.DefaultEncoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P29 through the capability on AsyncFeign.builder()")
class AsyncCapabilityTest {
  private static final Encoder JSON = new JacksonEncoder();
  private static final JacksonDecoder FROM_JSON = new JacksonDecoder();

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  interface Orders {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();

    @RequestLine("GET /orders")
    String ordersNow();
  }

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  private AsyncFeign.AsyncBuilder<Object> feign() {
    return AsyncFeign.builder()
        .addCapability(SessionCapability.of(session, Shop.URL))
        .client(new AsyncClient.Pseudo<>(transport))
        .encoder(
            (body, type, template) ->
                (type == String.class ? new DefaultEncoder() : JSON).encode(body, type, template))
        .decoder(
            (response, type) ->
                (type == String.class ? new DefaultDecoder() : FROM_JSON).decode(response, type));
  }

  @Test
  @DisplayName("every annotation means what it means to a generated client")
  void asynchronousLifecycle() throws Exception {
    AsyncShop shop = feign().target(AsyncShop.class, Shop.URL);

    shop.login("secret").get(20, TimeUnit.SECONDS);
    server.revoke("access-1");
    shop.orders().get(20, TimeUnit.SECONDS);
    shop.ordersNow();
    session.signOut();

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login",
            "GET /orders Bearer access-1",
            "POST /auth/refresh",
            "GET /orders Bearer access-2",
            "GET /orders Bearer access-2",
            "POST /auth/logout Bearer access-2");
  }

  @Test
  @DisplayName("an API that only blocks works as well, lifecycle and all")
  void blockingLifecycle() {
    Shop shop = feign().target(Shop.class, Shop.URL);

    shop.login("secret");
    server.revoke("access-1");
    assertThat(shop.orders()).contains("7");
    shop.logout(new RefreshRequest("refresh-2"));

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login",
            "GET /orders Bearer access-1",
            "POST /auth/refresh",
            "GET /orders Bearer access-2",
            "POST /auth/logout Bearer access-2");
  }

  @Test
  @DisplayName("blocking calls throw what the server answers, and are repeated by a Retryer")
  void blockingCalls() {
    session.signIn(Credential.of("wrong"));
    AtomicInteger orders = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (orders.incrementAndGet() < 3) {
            throw new IOException("broken");
          }
          return Answered.of(404);
        });
    Orders api = feign().retryer(new DefaultRetryer(1, 1, 5)).target(Orders.class, Shop.URL);

    assertThatThrownBy(api::ordersNow).isInstanceOf(FeignException.NotFound.class);
    assertThat(orders).hasValue(3);
  }

  @Test
  @DisplayName("a builder without a transport has one of ours, and its calls are signed")
  void withoutATransport() throws Exception {
    session.signIn(server.issue());
    try (HttpFront front = new HttpFront(server)) {
      Orders orders =
          AsyncFeign.builder()
              .addCapability(SessionCapability.of(session, front.url()))
              .target(Orders.class, front.url());

      assertThat(orders.orders().get(20, TimeUnit.SECONDS)).contains("7");
      assertThat(orders.ordersNow()).contains("7");
      assertThat(server.lines())
          .containsExactly("GET /orders Bearer access-1", "GET /orders Bearer access-1");
    }
  }

  @Test
  @DisplayName("P5 a blocking call that is interrupted ends, and so does its exchange")
  void interruptible() throws Exception {
    session.signIn(server.issue());
    CountDownLatch withheld = new CountDownLatch(1);
    CountDownLatch sawTheEnd = new CountDownLatch(1);
    try (ScriptedServer slow =
        ScriptedServer.playing(
            peer -> {
              withheld.countDown();
              peer.awaitEnd();
              sawTheEnd.countDown();
            })) {
      Orders orders =
          AsyncFeign.builder()
              .addCapability(SessionCapability.of(session, slow.url("")))
              .target(Orders.class, slow.url(""));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller = new Thread(() -> thrown.set(catchThrowable(orders::ordersNow)));
      caller.start();
      withheld.await();

      caller.interrupt();
      caller.join(Duration.ofSeconds(20).toMillis());

      assertThat(thrown.get())
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("interrupted while waiting for the answer");
      assertThat(sawTheEnd.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisplayName("P5 a blocking call that is interrupted leaves no body that stalls behind")
  void interruptibleWhileTheBodyStalls() throws Exception {
    session.signIn(server.issue());
    CountDownLatch decoding = new CountDownLatch(1);
    CountDownLatch decoded = new CountDownLatch(1);
    CountDownLatch sawTheEnd = new CountDownLatch(1);
    try (ScriptedServer slow =
        ScriptedServer.playing(
            peer -> {
              peer.write("HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\nthe beginning");
              peer.awaitEnd();
              sawTheEnd.countDown();
            })) {
      Orders orders =
          AsyncFeign.builder()
              .addCapability(SessionCapability.of(session, slow.url("")))
              .decoder(
                  (response, type) -> {
                    decoding.countDown();
                    try {
                      return new DefaultDecoder().decode(response, type);
                    } finally {
                      decoded.countDown();
                    }
                  })
              .target(Orders.class, slow.url(""));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller = new Thread(() -> thrown.set(catchThrowable(orders::ordersNow)));
      caller.start();
      decoding.await();

      caller.interrupt();
      caller.join(Duration.ofSeconds(20).toMillis());

      assertThat(thrown.get()).hasMessageContaining("interrupted while waiting for the answer");
      assertThat(sawTheEnd.await(20, TimeUnit.SECONDS)).as("the connection was closed").isTrue();
      assertThat(decoded.await(20, TimeUnit.SECONDS)).as("the thread is free").isTrue();
    }
  }

  @Test
  @DisplayName("a transport of Feign's that would leave futures open is refused, with the way out")
  void unreliableTransport() {
    AsyncClient<Object> unreliable = new DefaultAsyncClient<>(transport, ForkJoinPool.commonPool());

    assertThatThrownBy(() -> feign().client(unreliable).target(Orders.class, Shop.URL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "feign.DefaultAsyncClient leaves a call open for ever if its Client throws an Error."
                + " Give the Client itself to ApiClientBuilder.client(..), which has a thread for"
                + " each call; or give a transport whose future always completes, such as"
                + " Http2Client.");
  }

  @Test
  @DisplayName("an asynchronous lifecycle endpoint on Feign.builder() is refused when it is built")
  void blockingBuilder() {
    assertThatThrownBy(
            () ->
                Feign.builder()
                    .addCapability(SessionCapability.of(session, Shop.URL))
                    .client(transport)
                    .target(AsyncShop.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("which Feign.builder() cannot make; use AsyncFeign.builder().");
  }

  @Test
  @DisplayName("generated code may say how an asynchronous refresh is called")
  @SuppressWarnings("FutureReturnValueIgnored") // as in generated code: the session sees to it
  void saidByGeneratedCode() throws Exception {
    AtomicInteger said = new AtomicInteger();
    AsyncShop shop =
        AsyncFeign.builder()
            .addCapability(
                SessionCapability.of(session, Shop.URL)
                    .asyncLifecycle(
                        AsyncShop.class,
                        (api, held) -> {
                          said.incrementAndGet();
                          return api.refresh(new RefreshRequest(held.refreshToken()));
                        },
                        (api, held) -> api.logout(new RefreshRequest(held.refreshToken()))))
            .client(new AsyncClient.Pseudo<>(transport))
            .encoder(JSON)
            .decoder(
                (response, type) ->
                    (type == String.class ? new DefaultDecoder() : FROM_JSON)
                        .decode(response, type))
            .target(AsyncShop.class, Shop.URL);
    session.signIn(server.issueOutdated());

    assertThat(shop.orders().get(20, TimeUnit.SECONDS)).contains("7");
    assertThat(said).hasValue(1);
  }

  /** Context is the user's; the seat hands it on. */
  @Test
  @DisplayName("the transport is given the context of the client")
  void context() throws Exception {
    session.signIn(server.issue());
    AtomicReference<Object> given = new AtomicReference<>();
    Orders orders =
        feign()
            .client(
                (request, options, context) -> {
                  given.set(context.orElse("none"));
                  return new AsyncClient.Pseudo<>(transport)
                      .execute(request, options, Optional.empty());
                })
            .target(new Target.HardCodedTarget<>(Orders.class, Shop.URL), (Object) Map.of());

    orders.orders().get(20, TimeUnit.SECONDS);

    assertThat(given).hasValue(Map.of());
  }
}
