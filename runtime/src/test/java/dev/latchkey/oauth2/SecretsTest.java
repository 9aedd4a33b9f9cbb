package dev.latchkey.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.Credential;
import dev.latchkey.session.LatchkeyException;
import feign.Client;
import feign.FeignException;
import feign.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that repeat every secret they were told, wherever they can. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {
  private static final String CANARY = "Canary7";
  private static final Credential HELD =
      Credential.of(CANARY + "-access").withRefreshToken(CANARY + "-refresh");

  static Stream<Arguments> servers() {
    String json =
        "{\"error\":\"%s\",\"error_description\":\""
            + CANARY
            + "\",\"access_token\":[\""
            + CANARY
            + "\"]}";
    return Stream.of(
        failing("invalid_grant", peer -> peer.answer(400, json.formatted("invalid_grant"))),
        failing("invalid_client", peer -> peer.answer(401, json.formatted("invalid_client"))),
        failing("an error that is a secret", peer -> peer.answer(400, json.formatted(CANARY))),
        failing("200 with an error", peer -> peer.answer(200, json.formatted(CANARY))),
        failing("503", peer -> peer.answer(503, CANARY, "Retry-After: " + CANARY)),
        failing(
            "a redirect",
            peer -> peer.answer(307, CANARY, "Location: http://localhost/?" + CANARY)),
        failing("a page", peer -> peer.answer(200, "<html>" + CANARY)),
        failing("broken JSON", peer -> peer.answer(200, "{\"access_token\":" + CANARY + "}")),
        failing(
            "a token with a line break",
            peer -> peer.answer(200, "{\"access_token\":\"" + CANARY + "\\r\\n\"}")),
        failing(
            "a token of another type",
            peer ->
                peer.answer(
                    200,
                    "{\"access_token\":\"" + CANARY + "\",\"token_type\":\"" + CANARY + "\"}")),
        failing("2 MiB", peer -> peer.answer(200, CANARY.repeat(300_000))),
        failing("a status line that is none", peer -> peer.write(CANARY + " 200\r\n\r\n")),
        failing(
            "a header that is none",
            peer -> peer.write("HTTP/1.1 200 \r\n" + CANARY + "\r\nX : " + CANARY + "\r\n\r\n")),
        failing(
            "a length that is none",
            peer -> peer.write("HTTP/1.1 200 \r\nContent-Length: " + CANARY + "\r\n\r\n")),
        failing(
            "chunks that are none",
            peer -> peer.write("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n" + CANARY)),
        failing(
            "a body that stalls",
            peer -> {
              peer.write("HTTP/1.1 200 \r\nContent-Length: 99\r\n\r\n{\"" + CANARY);
              peer.hang();
            }),
        failing(
            "a body that ends early",
            peer -> peer.write("HTTP/1.1 200 \r\nContent-Length: 99\r\n\r\n{\"" + CANARY)));
  }

  /** Ends the connection after the script, so that only a script that hangs costs a timeout. */
  private static Arguments failing(String name, ScriptedServer.Script script) {
    ScriptedServer.Script ending =
        peer -> {
          script.play(peer);
          peer.end();
        };
    return Arguments.of(name, ending);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  @DisplayName("P23 b18 no failure holds a secret, whatever the server repeats")
  void serversThatRepeatSecrets(String name, ScriptedServer.Script script) {
    for (UnaryOperator<TokenEndpoint> client : clients()) {
      try (ScriptedServer server = ScriptedServer.playing(script)) {
        TokenEndpoint endpoint =
            client
                .apply(TokenEndpoint.at(server.url("/token?key=" + CANARY)))
                .parameter("password", CANARY)
                .timeout(Duration.ofMillis(500));

        assertKeepsSecrets(catchThrowable(() -> endpoint.refreshToken().refresh(HELD)));
        assertKeepsSecrets(catchThrowable(() -> endpoint.clientCredentials().call()));
        assertThat(server.received()).allSatisfy(r -> assertThat(r.body()).contains(CANARY));
      }
    }
  }

  static Stream<Function<Request, Exception>> transports() {
    return Stream.of(
        request -> new IOException(String.valueOf(request)),
        request -> new IOException(new IOException(String.valueOf(request))),
        request -> new IllegalArgumentException("header " + request.headers()),
        request -> new FeignException.BadRequest(CANARY, request, request.body(), null),
        request -> {
          Exception suppressing = new ConnectException("refused");
          suppressing.addSuppressed(new IOException(request.url()));
          return suppressing;
        });
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisplayName("P23 b18 no failure holds a secret, whatever the transport throws")
  void transportsThatRepeatSecrets(Function<Request, Exception> thrown) {
    Client transport =
        (request, options) -> {
          Exception exception = thrown.apply(request);
          if (exception instanceof RuntimeException e) {
            throw e;
          }
          throw (IOException) exception;
        };
    for (UnaryOperator<TokenEndpoint> client : clients()) {
      TokenEndpoint endpoint =
          client.apply(TokenEndpoint.at("https://id.example/?" + CANARY)).transport(transport);

      assertKeepsSecrets(catchThrowable(() -> endpoint.refreshToken().refresh(HELD)));
    }
  }

  private static List<UnaryOperator<TokenEndpoint>> clients() {
    return List.of(
        endpoint -> endpoint.clientSecretBasic("shop", CANARY),
        endpoint -> endpoint.clientSecretPost("shop", CANARY));
  }

  /** A stack trace prints every message, cause and suppressed exception. */
  private static void assertKeepsSecrets(Throwable thrown) {
    assertThat(thrown).isInstanceOf(LatchkeyException.class);
    StringWriter everything = new StringWriter();
    thrown.printStackTrace(new PrintWriter(everything, true));
    assertThat(everything.toString() + thrown).doesNotContainIgnoringCase(CANARY);
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      assertThat(link).isNotInstanceOf(FeignException.class);
    }
  }
}
