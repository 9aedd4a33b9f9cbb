package dev.latchkey.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshRefusedException;
import feign.Client;
import feign.DefaultClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the server, or the way to it, is at fault. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenFaultTest {
  private static final Credential HELD = Credential.of("AT1").withRefreshToken("RT1");
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Who sends the requests. */
  enum Transport {
    DEFAULT,
    HTTP_URL_CONNECTION;

    TokenEndpoint of(TokenEndpoint endpoint) {
      return this == DEFAULT ? endpoint : endpoint.transport(new DefaultClient(null, null));
    }
  }

  @ParameterizedTest
  @DisplayName("P30 b28 no server can hold a refresh beyond its deadline")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 \r\n",
        "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{\"access_token\":",
        "HTTP/1.1 200 \r\nContent-Length: 100\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 400 \r\nContent-Length: 100\r\n\r\n{\"error\":\"invalid_grant\"",
      })
  void serversThatStall(String begun) {
    try (ScriptedServer server = ScriptedServer.stallingAfter(begun)) {
      for (Transport transport : Transport.values()) {
        assertThatThrownBy(() -> refresh(transport.of(endpoint(server).timeout(SHORT))))
            .isExactlyInstanceOf(RefreshFailedException.class)
            .hasCauseInstanceOf(HttpTimeoutException.class);
      }
      assertThat(server.received()).hasSizeLessThanOrEqualTo(Transport.values().length);
    }
  }

  @ParameterizedTest
  @DisplayName("P30 no server can hold a refresh beyond its deadline by dripping")
  @ValueSource(
      strings = {"HTTP/1.1 200 \r\nX: ", "HTTP/1.1 200 \r\nContent-Length: 1000000\r\n\r\n{"})
  void serversThatDrip(String begun) {
    try (ScriptedServer server = ScriptedServer.drippingAfter(begun)) {
      for (Transport transport : Transport.values()) {
        assertThatThrownBy(() -> refresh(transport.of(endpoint(server).timeout(SHORT))))
            .isExactlyInstanceOf(RefreshFailedException.class)
            .hasCauseInstanceOf(HttpTimeoutException.class);
      }
    }
  }

  @Test
  @DisplayName("b9 a request whose connection ends without an answer is not sent again")
  void connectionsThatEnd() {
    for (ScriptedServer server :
        new ScriptedServer[] {
          ScriptedServer.closing(),
          ScriptedServer.resetting(),
          ScriptedServer.playing(
              peer -> {
                peer.write("HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{");
                throw new IOException("closes");
              })
        }) {
      try (server) {
        assertThatThrownBy(() -> refresh(endpoint(server)))
            .isExactlyInstanceOf(RefreshFailedException.class)
            .hasMessageContaining("the connection broke")
            .hasMessageContaining("nobody knows whether the server acted on the request")
            .hasCauseInstanceOf(IOException.class);
        assertThat(server.received()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aServerThatIsNotThere(Transport transport) throws IOException {
    String url;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + free.getLocalPort() + "/token";
    }

    assertThatThrownBy(() -> refresh(transport.of(TokenEndpoint.at(url).publicClient("shop"))))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageStartingWith("POST " + url + ": no connection, so nothing was sent")
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void somethingThatSpeaksNoHttp() {
    try (ScriptedServer server =
        ScriptedServer.playing(peer -> peer.write("220 mail.example refresh_token=RT1\r\n\r\n"))) {
      assertThatThrownBy(() -> refresh(endpoint(server)))
          .isExactlyInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("the connection broke");
    }
  }

  @ParameterizedTest
  @DisplayName("b19 a redirect is a misconfiguration, and no secret goes where it leads")
  @CsvSource({"301", "302", "303", "307", "308"})
  void redirects(int status) {
    for (Transport transport : Transport.values()) {
      try (ScriptedServer elsewhere = ScriptedServer.json("{\"access_token\":\"evil\"}");
          ScriptedServer server =
              ScriptedServer.answering(status, "", "Location: " + elsewhere.url("/token"))) {
        assertThatThrownBy(() -> refresh(transport.of(endpoint(server))))
            .isInstanceOf(MisconfiguredException.class)
            .hasMessageContaining("answers " + status + ": it has moved");
        assertThat(elsewhere.received()).isEmpty();
        assertThat(server.received()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @DisplayName("Each error of RFC 6749, 5.2, and each status, comes out as what it means")
  @CsvSource({
    "400, invalid_grant,          RefreshRefusedException",
    "400, invalid_request,        MisconfiguredException",
    "401, invalid_client,         MisconfiguredException",
    "401, unauthorized_client,    MisconfiguredException",
    "400, unsupported_grant_type, MisconfiguredException",
    "400, invalid_scope,          MisconfiguredException",
    "401, '',                     MisconfiguredException",
    "404, '',                     MisconfiguredException",
    "403, '',                     RefreshFailedException",
    "429, '',                     RefreshFailedException",
    "500, invalid_grant,          RefreshFailedException",
    "502, '',                     RefreshFailedException",
  })
  void failedAnswers(int status, String word, String exception) {
    String body = word.isEmpty() ? "" : "{\"error\":\"" + word + "\"}";
    try (ScriptedServer server = ScriptedServer.answering(status, body)) {
      assertThat(catchThrowable(() -> refresh(endpoint(server))).getClass().getSimpleName())
          .isEqualTo(exception);
      assertThat(
              catchThrowable(() -> endpoint(server).clientCredentials().call())
                  .getClass()
                  .getSimpleName())
          .isEqualTo(exception);
    }
  }

  @Test
  @DisplayName("P9 a server that is busy names the time of the next refresh")
  void retryAfter() {
    Instant before = Instant.now();
    try (ScriptedServer server = ScriptedServer.answering(503, "busy", "Retry-After: 120")) {
      Throwable thrown = catchThrowable(() -> refresh(endpoint(server)));

      assertThat(thrown).isExactlyInstanceOf(RefreshFailedException.class);
      assertThat(((RefreshFailedException) thrown).retryAt())
          .isBetween(before.plusSeconds(120), Instant.now().plusSeconds(120));
      assertThat(((RefreshFailedException) thrown).error()).isEqualTo("503");
    }
  }

  @Test
  @DisplayName("P5 an interrupted refresh ends at once, and the thread stays interrupted")
  void interrupts() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.stallingAfter("HTTP/1.1 200 \r\nContent-Length: 9\r\n\r\n{")) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread flight =
          new Thread(
              () -> {
                thrown.set(
                    catchThrowable(() -> refresh(endpoint(server).timeout(Duration.ofMinutes(5)))));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      flight.start();
      server.awaitRequest();
      flight.interrupt();
      flight.join(TimeUnit.SECONDS.toMillis(30));

      assertThat(thrown.get())
          .isExactlyInstanceOf(RefreshFailedException.class)
          .hasMessageContaining("the thread was interrupted");
      assertThat(interrupted).isTrue();
    }
  }

  @Test
  void aTransportThatThrowsWhatItShouldNot() {
    Client failing =
        (request, options) -> {
          throw new IllegalStateException(String.valueOf(request).toLowerCase(Locale.ROOT));
        };

    assertThatThrownBy(
            () -> refresh(TokenEndpoint.at("https://h").publicClient("a").transport(failing)))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("the transport failed (IllegalStateException)")
        .hasRootCauseMessage("java.lang.IllegalStateException");
  }

  @Test
  @DisplayName("P11 another session's refusal inside a transport does not end this one")
  void refusalsOfOthers() {
    LatchkeyException other = new RefreshRefusedException("another session's");
    Client failing =
        (request, options) -> {
          throw other;
        };

    assertThatThrownBy(
            () -> refresh(TokenEndpoint.at("https://h").publicClient("a").transport(failing)))
        .isExactlyInstanceOf(RefreshFailedException.class);
  }

  @Test
  void anEndpointServesAgainAfterAFault() throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    try (ScriptedServer server =
        ScriptedServer.playing(
            peer -> {
              if (first.getAndSet(false)) {
                peer.hang();
              } else {
                peer.answer(200, "{\"access_token\":\"AT2\"}");
              }
            })) {
      TokenEndpoint endpoint = endpoint(server);

      assertThatThrownBy(() -> refresh(endpoint.timeout(SHORT)))
          .isExactlyInstanceOf(RefreshFailedException.class);
      assertThat(refresh(endpoint)).isEqualTo(Credential.of("AT2"));
    }
  }

  private static TokenEndpoint endpoint(ScriptedServer server) {
    return TokenEndpoint.at(server.url("/token")).clientSecretBasic("shop", "secret");
  }

  private static CredentialResponse refresh(TokenEndpoint endpoint) throws Exception {
    return Objects.requireNonNull(endpoint.refreshToken().refresh(HELD));
  }
}
