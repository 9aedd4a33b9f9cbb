package dev.latchkey.feign;

import static dev.latchkey.shop.Awaited.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.Client;
import feign.DefaultRetryer;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.RetryableException;
import feign.codec.DefaultDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An asynchronous call that is cancelled")
class AsyncCancelTest {
  private final StrictServer issuer = new StrictServer();
  private final AuthSession session = AuthSession.builder().build();
  private final CountDownLatch withheld = new CountDownLatch(1);
  private final CountDownLatch sawTheEnd = new CountDownLatch(1);

  interface Orders {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();

    @RequestLine("GET /orders")
    CompletableFuture<Response> ordersAsTheyCome();

    @RequestLine("GET /orders")
    String ordersNow();
  }

  private static ApiClientBuilder<Orders> orders() {
    return new ApiClientBuilder<>(Orders.class, UnaryOperator.identity()).url(Shop.URL);
  }

  private void withhold(ScriptedServer.Peer peer) {
    withheld.countDown();
    peer.awaitEnd();
    sawTheEnd.countDown();
  }

  private void assertTheServerSeesTheEnd() throws InterruptedException {
    assertThat(sawTheEnd.await(20, TimeUnit.SECONDS)).as("the connection was closed").isTrue();
  }

  private static void beginAnswer(ScriptedServer.Peer peer) throws IOException {
    peer.write("HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\nthe beginning");
  }

  @Test
  @DisplayName("P5 closes the connection on which the server withholds its answer")
  void firstAttempt() throws Exception {
    session.signIn(issuer.issue());
    try (ScriptedServer server = ScriptedServer.playing(this::withhold)) {
      CompletableFuture<String> call =
          orders().url(server.url("")).session(session).build().orders();
      withheld.await();

      call.cancel(true);

      assertTheServerSeesTheEnd();
      assertThat(failureOf(call)).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  @DisplayName("P5 closes it after the resend for a 401 too")
  void afterTheResend() throws Exception {
    AuthSession refreshed = AuthSession.builder().refreshWith(held -> issuer.issue()).build();
    refreshed.signIn(issuer.issueOutdated());
    AtomicInteger requests = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.playing(
            peer -> {
              if (requests.incrementAndGet() == 1) {
                peer.answer(401, "");
              } else {
                withhold(peer);
              }
            })) {
      CompletableFuture<String> call =
          orders().url(server.url("")).session(refreshed).build().orders();
      withheld.await();

      call.cancel(true);

      assertTheServerSeesTheEnd();
    }
  }

  @Test
  @DisplayName("P5 closes it on a later attempt of a Retryer, and makes no further one")
  void laterAttempt() throws Exception {
    session.signIn(issuer.issue());
    AtomicInteger requests = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.playing(
            peer -> {
              if (requests.incrementAndGet() <= 2) {
                peer.answer(503, "", "Retry-After: 0");
              } else {
                withhold(peer);
              }
            })) {
      CompletableFuture<String> call =
          orders()
              .url(server.url(""))
              .session(session)
              .retryer(new DefaultRetryer(1, 1, 9))
              .build()
              .orders();
      withheld.await();

      call.cancel(true);

      assertTheServerSeesTheEnd();
      assertThat(requests).hasValue(3);
    }
  }

  @Test
  @DisplayName(
      "P5 closes it while the body of the answer stalls, and frees the thread that decodes")
  void stalledBody() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.playing(
            peer -> {
              beginAnswer(peer);
              withhold(peer);
            })) {
      assertTheStalledBodyIsLeft(orders().url(server.url("")));
    }
  }

  @Test
  @DisplayName("P5 closes it while the body stalls that a Retryer has come to")
  void stalledBodyOfALaterAttempt() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.playing(
            peer -> {
              if (requests.incrementAndGet() == 1) {
                peer.answer(503, "", "Retry-After: 0");
              } else {
                beginAnswer(peer);
                withhold(peer);
              }
            })) {
      assertTheStalledBodyIsLeft(orders().url(server.url("")).retryer(new DefaultRetryer(1, 1, 9)));
      assertThat(requests).hasValue(2);
    }
  }

  private void assertTheStalledBodyIsLeft(ApiClientBuilder<Orders> builder) throws Exception {
    session.signIn(issuer.issue());
    CountDownLatch decoding = new CountDownLatch(1);
    CountDownLatch decoded = new CountDownLatch(1);
    CompletableFuture<String> call =
        builder
            .session(session)
            .decoder(
                (response, type) -> {
                  decoding.countDown();
                  try {
                    return new DefaultDecoder().decode(response, type);
                  } finally {
                    decoded.countDown();
                  }
                })
            .build()
            .orders();
    decoding.await();

    call.cancel(true);

    assertTheServerSeesTheEnd();
    assertThat(decoded.await(20, TimeUnit.SECONDS)).as("the thread is free").isTrue();
  }

  @Test
  @DisplayName("P5 closes it when it is out of time, or completed by anybody")
  void outOfTime() throws Exception {
    session.signIn(issuer.issue());
    try (ScriptedServer server = ScriptedServer.playing(this::withhold)) {
      CompletableFuture<String> call =
          orders().url(server.url("")).session(session).build().orders();
      withheld.await();

      call.orTimeout(1, TimeUnit.NANOSECONDS);

      assertTheServerSeesTheEnd();
      assertThat(failureOf(call)).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  @DisplayName("P5 closes it although a method interceptor has made another future of it")
  @SuppressWarnings("FutureReturnValueIgnored") // it is returned as the Object that Feign expects
  void mappedByAnInterceptor() throws Exception {
    session.signIn(issuer.issue());
    try (ScriptedServer server = ScriptedServer.playing(this::withhold)) {
      CompletableFuture<String> call =
          orders()
              .url(server.url(""))
              .session(session)
              .methodInterceptor(
                  (invocation, chain) ->
                      ((CompletableFuture<?>) chain.next(invocation)).thenApply(value -> value))
              .build()
              .orders();
      withheld.await();

      call.cancel(true);

      assertTheServerSeesTheEnd();
    }
  }

  @Test
  @DisplayName("P5 leaves the flight to the others")
  void whileItWaitsForAFlight() throws Exception {
    CompletableFuture<Credential> successor = new CompletableFuture<>();
    AtomicInteger refreshes = new AtomicInteger();
    AuthSession shared =
        AuthSession.builder()
            .refreshAsyncWith(
                held -> {
                  refreshes.incrementAndGet();
                  return successor;
                })
            .build();
    shared.signIn(issuer.issueOutdated());
    StubTransport transport = new StubTransport(issuer);
    Orders orders =
        orders().session(shared).asyncClient(new AsyncClient.Pseudo<>(transport)).build();
    CompletableFuture<String> first = orders.orders();
    await().untilAtomic(refreshes, org.hamcrest.Matchers.is(1));
    CompletableFuture<String> second = orders.orders();

    first.cancel(true);
    successor.complete(issuer.issue());

    assertThat(second.get(20, TimeUnit.SECONDS)).contains("7");
    assertThat(failureOf(first)).isInstanceOf(CancellationException.class);
    assertThat(refreshes).hasValue(1);
    assertThat(issuer.lines())
        .containsExactly("GET /orders Bearer access-1", "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("closes an answer that comes all the same")
  void lateAnswer() throws Exception {
    session.signIn(issuer.issue());
    CompletableFuture<Response> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean interrupt) {
            return false;
          }
        };
    AtomicBoolean closed = new AtomicBoolean();
    AtomicReference<Request> sent = new AtomicReference<>();
    CompletableFuture<Response> call =
        orders()
            .session(session)
            .asyncClient(
                (request, options, context) -> {
                  sent.set(request);
                  return stubborn;
                })
            .build()
            .ordersAsTheyCome();

    call.cancel(true);
    assertThat(closed).isFalse();
    stubborn.complete(openAnswer(Objects.requireNonNull(sent.get()), closed));

    assertThat(closed).isTrue();
  }

  @Test
  @DisplayName("closes an answer that is being decoded")
  void answerInTheDecoder() throws Exception {
    session.signIn(issuer.issue());
    CompletableFuture<Response> coming = new CompletableFuture<>();
    AtomicBoolean closed = new AtomicBoolean();
    AtomicReference<Request> sent = new AtomicReference<>();
    AtomicReference<CompletableFuture<Response>> call = new AtomicReference<>();
    call.set(
        orders()
            .session(session)
            .asyncClient(
                (request, options, context) -> {
                  sent.set(request);
                  return coming;
                })
            .responseInterceptor(
                (context, chain) -> {
                  Object response = chain.next(context);
                  Objects.requireNonNull(call.get()).cancel(true);
                  return response;
                })
            .build()
            .ordersAsTheyCome());

    coming.complete(openAnswer(Objects.requireNonNull(sent.get()), closed));

    assertThat(call.get()).isCancelled();
    assertThat(closed).isTrue();
  }

  private static Response openAnswer(Request request, AtomicBoolean closed) {
    InputStream body =
        new ByteArrayInputStream(new byte[] {'7'}) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    return Response.builder()
        .request(request)
        .status(200)
        .headers(Map.of())
        .body(body, null)
        .build();
  }

  @Test
  @DisplayName("interrupts the thread that a blocking transport has, and closes what that brings")
  void onAThreadOfOurs() throws Exception {
    session.signIn(issuer.issue());
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    Client blocking =
        (request, options) -> {
          withheld.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
          return openAnswer(request, closed);
        };
    CompletableFuture<Response> call =
        orders().session(session).client(blocking).build().ordersAsTheyCome();
    withheld.await();

    call.cancel(true);

    await().untilTrue(closed);
    assertThat(interrupted).isTrue();
  }

  @Test
  @DisplayName("is not blocking: a blocking call of the same client ends when it is interrupted")
  void interruptedWaiter() throws Exception {
    session.signIn(issuer.issue());
    try (ScriptedServer server = ScriptedServer.playing(this::withhold)) {
      assertInterruptible(orders().url(server.url("")).session(session).build());
      assertTheServerSeesTheEnd();
    }
  }

  @Test
  @DisplayName("and so it is where there is an asynchronous transport alone")
  void interruptedWaiterOfAnAsyncTransport() throws Exception {
    session.signIn(issuer.issue());
    CompletableFuture<Response> never = new CompletableFuture<>();
    AsyncClient<Object> transport =
        (request, options, context) -> {
          withheld.countDown();
          return never;
        };

    assertInterruptible(orders().session(session).asyncClient(transport).build());

    assertThat(never).isCancelled();
  }

  private void assertInterruptible(Orders orders) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(catchThrowable(orders::ordersNow));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    withheld.await();

    caller.interrupt();
    caller.join(Duration.ofSeconds(20).toMillis());

    assertThat(thrown.get())
        .isInstanceOf(RetryableException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  @DisplayName("signs nobody in, if it was to")
  void signIn() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(this::withhold)) {
      CompletableFuture<?> call =
          AsyncShop.builder().url(server.url("")).session(session).build().login("secret");
      withheld.await();

      call.cancel(true);

      assertTheServerSeesTheEnd();
      assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    }
  }
}
