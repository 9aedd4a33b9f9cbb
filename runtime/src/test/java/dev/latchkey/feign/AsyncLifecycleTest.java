package dev.latchkey.feign;

import static dev.latchkey.shop.Awaited.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.latchkey.RefreshRequest;
import dev.latchkey.exchange.NoThreads;
import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.session.SignInSupersededException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncNotes;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.Logger;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An asynchronous lifecycle endpoint")
class AsyncLifecycleTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session =
      AuthSession.builder()
          .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
          .build();
  private final FeignLog log = new FeignLog();
  private final AsyncShop shop =
      AsyncShop.builder()
          .url(Shop.URL)
          .session(session)
          .asyncClient(new AsyncClient.Pseudo<>(transport))
          .retryer(new DefaultRetryer(1, 1, 5))
          .logger(log)
          .logLevel(Logger.Level.FULL)
          .build();

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  @Test
  @DisplayName("P23 is not logged at any level, nor repeated by a Retryer")
  void discreet() throws Exception {
    shop.login("secret").get(20, TimeUnit.SECONDS);
    session.refresh();
    server.on(
        "/auth/logout",
        asked -> {
          throw new IOException("broken");
        });
    Throwable failure = failureOf(shop.logout(new RefreshRequest("refresh-2")));

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login", "POST /auth/refresh", "POST /auth/logout Bearer access-2");
    assertThat(log.lines()).isEmpty();
    assertThat(failure)
        .isInstanceOf(FeignException.class)
        .hasMessage("broken executing POST https://shop.example/auth/logout");
    assertThat(((FeignException) failure).request().headers()).isEmpty();
    assertThat(((FeignException) failure).request().body()).isNullOrEmpty();
  }

  @Test
  @DisplayName("that signs in fails if there is no thread to sign in on, and is not left open")
  void noThread() {
    NoThreads.during(
        () -> {
          assertThat(failureOf(shop.login("secret"))).isInstanceOf(OutOfMemoryError.class);
        });
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P13 that refreshes is never repeated, and its failure says what it means")
  void failedRefresh() {
    session.signIn(server.issueOutdated());
    server.on(
        "/auth/refresh",
        asked -> {
          throw new IOException("refresh-1 was sent");
        });
    assertThat(failureOf(shop.orders()))
        .isInstanceOf(RefreshFailedException.class)
        .satisfies(e -> assertThat(printed(e)).doesNotContain("refresh-1 was sent"));
    assertThat(server.count("/auth/refresh")).isEqualTo(1);

    server.on("/auth/refresh", asked -> Answered.of(404));
    assertThat(failureOf(shop.orders())).isInstanceOf(MisconfiguredException.class);
    server.on("/auth/refresh", asked -> Answered.json("{\"access_token\": refresh-1}"));
    assertThat(failureOf(shop.orders()))
        .isInstanceOf(RefreshFailedException.class)
        .satisfies(e -> assertThat(printed(e)).doesNotContain("access_token"));
    server.on("/auth/refresh", asked -> Answered.of(401));
    assertThat(failureOf(shop.orders())).isInstanceOf(SessionExpiredException.class);
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"access_token\": \"acc"})
  @DisplayName("P30 that refreshes ends in time, though the server stalls before or in its body")
  void stalls(String beginning) {
    AuthSession stalled = AuthSession.builder().build();
    stalled.signIn(Credential.of("old").withRefreshToken("refresh-1"));
    try (ScriptedServer slow = ScriptedServer.stallingAfter(beginning)) {
      AsyncShop.builder()
          .url(slow.url(""))
          .session(stalled)
          .options(
              new Request.Options(1000, TimeUnit.MILLISECONDS, 200, TimeUnit.MILLISECONDS, false))
          .build();

      LatchkeyException failed = catchThrowableOfType(LatchkeyException.class, stalled::refresh);

      assertThat(failed).isInstanceOf(RefreshFailedException.class);
    }
  }

  @Test
  @DisplayName("P30 that refreshes ends in time over a transport that never does")
  void endlessTransport() {
    AuthSession stalled = AuthSession.builder().build();
    stalled.signIn(Credential.of("old").withRefreshToken("refresh-1"));
    CompletableFuture<Response> never = new CompletableFuture<>();
    AsyncShop.builder()
        .url(Shop.URL)
        .session(stalled)
        .asyncClient((request, options, context) -> never)
        .options(new Request.Options(100, TimeUnit.MILLISECONDS, 200, TimeUnit.MILLISECONDS, false))
        .build();

    assertThat(catchThrowableOfType(LatchkeyException.class, stalled::refresh))
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("no whole answer within 300 ms");
    await().until(never::isCancelled);
  }

  @Test
  @DisplayName("P30 that is cut off by the deadline of the flight gives up its exchange")
  void cutOff() throws Exception {
    AuthSession impatient =
        AuthSession.builder()
            .policy(RefreshPolicy.defaults().timeout(Duration.ofMillis(200)))
            .build();
    impatient.signIn(Credential.of("old").withRefreshToken("refresh-1"));
    CompletableFuture<Response> never = new CompletableFuture<>();
    AsyncShop.builder()
        .url(Shop.URL)
        .session(impatient)
        .asyncClient((request, options, context) -> never)
        .build();

    assertThat(catchThrowableOfType(LatchkeyException.class, impatient::refresh)).isNotNull();
    await().until(never::isCancelled);
  }

  @Test
  @DisplayName(
      "P1 that is cut off gives up its exchange, though the client has made more of its future")
  void cutOffBehindAnother() {
    AuthSession impatient =
        AuthSession.builder()
            .policy(RefreshPolicy.defaults().timeout(Duration.ofMillis(200)))
            .build();
    CompletableFuture<Response> never = new CompletableFuture<>();
    AsyncNotes.builder()
        .url(Shop.URL)
        .session(impatient)
        .scheme(CookieScheme.plain())
        .asyncClient((request, options, context) -> never)
        .build();
    impatient.signIn(Credential.of("s=1;shop.example;/;9223372036854775807;h"));

    assertThat(catchThrowableOfType(LatchkeyException.class, impatient::refresh)).isNotNull();
    await().until(never::isCancelled);
  }

  @Test
  @DisplayName("P20 that signs out does so at once, whatever comes of it")
  void signsOutAtOnce() {
    session.signIn(server.issue());
    CompletableFuture<Response> never = new CompletableFuture<>();
    AuthSession left = AuthSession.builder().build();
    left.signIn(server.issue());
    AsyncShop pending =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(left)
            .asyncClient((request, options, context) -> never)
            .build();

    CompletableFuture<Void> call = pending.logout(new RefreshRequest("refresh-2"));

    assertThat(call).isNotDone();
    assertThat(left.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    call.cancel(true);
    assertThat(never).isCancelled();
  }

  @Test
  @DisplayName("P20 that signs out is started by the session, which waits for nothing")
  void sessionSignsOut() {
    CompletableFuture<Response> never = new CompletableFuture<>();
    AuthSession left = AuthSession.builder().build();
    left.signIn(server.issue());
    Queue<Request> sent = new ConcurrentLinkedQueue<>();
    AsyncShop.builder()
        .url(Shop.URL)
        .session(left)
        .asyncClient(
            (request, options, context) -> {
              sent.add(request);
              return never;
            })
        .build();

    left.signOut();

    assertThat(sent).hasSize(1);
    assertThat(left.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    never.completeExceptionally(new IOException("which is logged"));
  }

  @Test
  @DisplayName("P20 that is called with nothing tells what the session held")
  @SuppressWarnings("NullAway") // which is the point
  void signOutWithNothing() throws Exception {
    session.signIn(server.issue());

    shop.logout(null).get(20, TimeUnit.SECONDS);

    assertThat(server.lines()).containsExactly("POST /auth/logout Bearer access-1");
    assertThat(server.asked().get(0).body()).contains("refresh-1");
  }

  @Test
  @DisplayName("that signs in wins if it began last, whichever is answered first")
  void overlappingSignIns() throws Exception {
    Queue<CompletableFuture<Response>> answers = new ArrayDeque<>();
    Queue<Request> asked = new ArrayDeque<>();
    AuthSession signedIn = AuthSession.builder().build();
    AsyncShop two =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(signedIn)
            .asyncClient(
                (request, options, context) -> {
                  asked.add(request);
                  answers.add(new CompletableFuture<>());
                  return List.copyOf(answers).get(answers.size() - 1);
                })
            .build();
    CompletableFuture<?> first = two.login("first");
    CompletableFuture<?> second = two.login("second");
    CompletableFuture<Response> firstAnswer = answers.remove();
    CompletableFuture<Response> secondAnswer = answers.remove();

    secondAnswer.complete(transport.execute(asked.remove(), new Request.Options()));
    second.get(20, TimeUnit.SECONDS);
    firstAnswer.complete(transport.execute(asked.remove(), new Request.Options()));

    assertThat(failureOf(first)).isInstanceOf(SignInSupersededException.class);
    assertThat(signedIn.held().orElseThrow().accessToken()).isEqualTo("access-1");
  }

  @Test
  @DisplayName("that fails to sign in signs nobody in, and says what the server said")
  void failedSignIn() {
    server.on("/auth/login", asked -> Answered.of(403));

    assertThat(failureOf(shop.login("wrong"))).isInstanceOf(FeignException.Forbidden.class);
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }
}
