package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Request;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A refresh endpoint that")
class RefreshAnswersTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final StrictServer server = new StrictServer();
  private final AuthSession session = AuthSession.builder().build();

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("answers 500", Answered.of(500), RefreshFailedException.class, "answers 500"),
        failure("answers 403", Answered.of(403), RefreshFailedException.class, "answers 403"),
        failure("answers 404", Answered.of(404), MisconfiguredException.class, "answers 404"),
        failure(
            "redirects",
            Answered.of(302).with("Location", "/auth/elsewhere"),
            MisconfiguredException.class,
            "answers 302"),
        failure(
            "blames the client",
            Answered.of(401, "{\"error\": \"invalid_client\"}"),
            MisconfiguredException.class,
            "invalid_client"),
        failure("answers nothing", Answered.of(200), RefreshFailedException.class, "Shop.refresh"),
        failure("answers 204", Answered.of(204), RefreshFailedException.class, "Shop.refresh"),
        failure(
            "answers without a token",
            Answered.json("{}"),
            RefreshFailedException.class,
            "holds no credential"),
        failure(
            "answers a page",
            Answered.of(200, "<html>"),
            RefreshFailedException.class,
            "could not be read as dev.latchkey.TokenResponse"),
        failure(
            "answers a token with a line feed",
            Answered.json("{\"accessToken\": \"a\\nb\"}"),
            RefreshFailedException.class,
            "no usable credential"),
        failure(
            "refuses the grant",
            Answered.of(400, "{\"error\": \"invalid_grant\"}"),
            SessionExpiredException.class,
            "invalid_grant"),
        failure("answers 401", Answered.of(401), SessionExpiredException.class, "answers 401"));
  }

  private static Arguments failure(
      String name, Answered answer, Class<? extends LatchkeyException> thrown, String saying) {
    return Arguments.of(name, answer, thrown, saying);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  @DisplayName(
      "P11 ends the session when it refuses; whatever else it does, the credential is kept")
  void answers(
      String name, Answered answer, Class<? extends LatchkeyException> thrown, String saying) {
    server.on("/auth/refresh", asked -> answer);
    session.signIn(server.issueOutdated());
    boolean refused = thrown == SessionExpiredException.class;
    Shop shop = Shop.at(new StubTransport(server), session);

    assertThatThrownBy(shop::orders)
        .isExactlyInstanceOf(thrown)
        .hasMessageContaining(saying)
        .message()
        .doesNotContain("refresh-1")
        .doesNotContain("access-1");

    assertThat(session.state())
        .isEqualTo(refused ? AuthSession.State.EXPIRED : AuthSession.State.ACTIVE);
    assertThat(session.held().isEmpty()).isEqualTo(refused);
    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1", "POST /auth/refresh");
  }

  @Test
  @DisplayName("P9 asks to be left alone is left alone for so long")
  void retryAfter() {
    AuthSession patient = AuthSession.builder().clock(InstantSource.fixed(NOON)).build();
    server.on("/auth/refresh", asked -> Answered.of(503).with("Retry-After", "120"));
    patient.signIn(server.issueOutdated());
    Shop shop = Shop.at(new StubTransport(server), patient);

    for (int i = 0; i < 3; i++) {
      Throwable thrown = catchThrowable(shop::orders);

      // The server's clock is the wall's, so all that is certain is that it is some time off.
      assertThat(thrown)
          .isInstanceOfSatisfying(
              RefreshFailedException.class, e -> assertThat(e.retryAt()).isAfter(NOON));
    }

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
  }

  @Test
  @DisplayName("closes the connection has failed for now, and the credential is kept")
  void closes() {
    try (ScriptedServer closing = ScriptedServer.closing()) {
      session.signIn(server.issueOutdated().withExpiresAt(Instant.EPOCH));

      assertThatThrownBy(() -> overHttp(closing.url("")).orders())
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining(closing.url("/auth/refresh"));

      assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    }
  }

  @Test
  @DisplayName("P30 stalls in the middle of its answer cannot hold the session for ever")
  void stalls() {
    AuthSession stalled =
        AuthSession.builder()
            .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    try (ScriptedServer stalling =
        ScriptedServer.stallingAfter("HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{")) {
      stalled.signIn(server.issueOutdated().withExpiresAt(Instant.EPOCH));
      Shop shop = brief(stalling.url(""), stalled);

      assertThatThrownBy(shop::orders)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("no whole answer within 200 ms");

      assertThat(stalled.state()).isEqualTo(AuthSession.State.ACTIVE);
      assertThatThrownBy(shop::orders).isInstanceOf(RefreshFailedException.class);
      await().untilAsserted(() -> assertThat(stalling.received()).hasSize(2));
    }
  }

  @Test
  @DisplayName(
      "P30 is never heard of again, by whatever transport, cannot hold the session for ever")
  void neverReturns() {
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "/auth/refresh",
        asked -> {
          try {
            never.await();
            return Answered.of(200);
          } catch (InterruptedException e) {
            throw new InterruptedIOException();
          }
        });
    session.signIn(server.issueOutdated());
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(new StubTransport(server))
            .options(
                new Request.Options(100, TimeUnit.MILLISECONDS, 100, TimeUnit.MILLISECONDS, true))
            .build();

    assertThatThrownBy(shop::orders)
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("no whole answer within 200 ms");

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P30 stalls is given up after the session's own deadline, whatever the options say")
  void deadlineOfTheSession() {
    AuthSession brisk =
        AuthSession.builder()
            .policy(
                RefreshPolicy.defaults()
                    .timeout(Duration.ofMillis(200))
                    .coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    try (ScriptedServer stalling = ScriptedServer.stallingAfter("HTTP/1.1 200 \r\n")) {
      brisk.signIn(server.issueOutdated().withExpiresAt(Instant.EPOCH));
      Shop shop = Shop.builder().url(stalling.url("")).session(brisk).build();

      assertThatThrownBy(shop::orders)
          .isInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("has been running for more than 200 ms");
    }
  }

  @Test
  @DisplayName("P30 is asked with options that never time out has a deadline all the same")
  void endlessOptions() {
    server.on("/auth/refresh", asked -> server.standard(asked));
    session.signIn(server.issueOutdated());
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(new StubTransport(server))
            .options(new Request.Options(0, TimeUnit.SECONDS, 0, TimeUnit.SECONDS, true))
            .build();

    shop.orders();

    assertThat(server.lines()).endsWith("GET /orders Bearer access-2");
  }

  private Shop overHttp(String url) {
    return Shop.builder().url(url).session(session).build();
  }

  private static Shop brief(String url, AuthSession session) {
    return Shop.builder()
        .url(url)
        .session(session)
        .options(new Request.Options(100, TimeUnit.MILLISECONDS, 100, TimeUnit.MILLISECONDS, false))
        .build();
  }
}
