package dev.latchkey.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.Credential;
import dev.latchkey.session.CredentialResponse;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer of status 2xx means. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenAnswerTest {
  @Test
  @DisplayName("RFC 6749, 5.1 the usual answer; what is unknown is ignored")
  void theUsualAnswer() throws Exception {
    Credential credential =
        answered(
            """
            {"access_token":"AT2","token_type":"Bearer","expires_in":3600,"refresh_token":"RT2",
             "scope":"orders","id_token":"x","nested":{"access_token":"no"},"list":[1]}
            """);

    assertThat(credential)
        .isEqualTo(Credential.of("AT2").withRefreshToken("RT2").withExpiresIn(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @DisplayName("b9 an answer without a new refresh token is as good (RFC 6749, 6)")
  @ValueSource(
      strings = {"", ",\"refresh_token\":null", ",\"refresh_token\":\"\"", ",\"refresh_token\":7"})
  void noNewRefreshToken(String field) throws Exception {
    Credential credential = answered("{\"access_token\":\"AT2\"" + field + "}");

    assertThat(credential).isEqualTo(Credential.of("AT2"));
    assertThat(credential.isRefreshable()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("RFC 6749, 5.1 a type is compared in any case, and none is taken for a bearer")
  @ValueSource(
      strings = {
        "",
        ",\"token_type\":null",
        ",\"token_type\":\"bearer\"",
        ",\"token_type\":\"BEARER\""
      })
  void bearerTokens(String field) throws Exception {
    assertThat(answered("{\"access_token\":\"AT2\"" + field + "}").accessToken()).isEqualTo("AT2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP", "mac", "N_A", "Bearer DPoP"})
  void otherTokensCannotBeUsed(String type) {
    assertThatThrownBy(() -> answered("{\"access_token\":\"AT2\",\"token_type\":\"" + type + "\"}"))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("no bearer tokens (token_type)")
        .extracting(e -> ((RefreshFailedException) e).error())
        .isEqualTo("token_type");
  }

  @ParameterizedTest
  @DisplayName("b15 lifetimes are seconds, written as a number or a string, and rounded down")
  @CsvSource({
    "3600,                3600",
    "'\"3600\"',          3600",
    "'\" 3600 \"',        3600",
    "3599.9,              3599",
    "'\"3599.9\"',        3599",
    "1e3,                 1000",
    "1,                   1",
    "4294967296,          4294967296",
    "9223372036854775807, 9223372036854775807",
    "1e300,               9223372036854775807",
    "99999999999999999999999999, 9223372036854775807",
  })
  void lifetimes(String written, long seconds) throws Exception {
    assertThat(answered("{\"access_token\":\"AT2\",\"expires_in\":" + written + "}"))
        .isEqualTo(Credential.of("AT2").withExpiresIn(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @DisplayName("b10 a lifetime that says nothing is an unknown one")
  @ValueSource(
      strings = {
        "null",
        "0",
        "-1",
        "0.9",
        "-0.5",
        "-1e300",
        "\"\"",
        "\"0\"",
        "\"-1\"",
        "\"soon\"",
        "\"NaN\"",
        "\"1e9\"",
        "\"0x10\"",
        "\"PT1H\"",
        "true",
        "{}",
        "[3600]",
        "\"99999999999999999999999999\""
      })
  void lifetimesThatSayNothing(String written) throws Exception {
    assertThat(answered("{\"access_token\":\"AT2\",\"expires_in\":" + written + "}"))
        .isEqualTo(Credential.of("AT2"));
  }

  @ParameterizedTest
  @DisplayName("P9 an answer that is none is a failure for now, and nothing of it is repeated")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                   | an empty body
          `   `                                | what is no JSON object
          <html>s3cret</html>                  | what is no JSON object
          s3cret                               | what is no JSON object
          "s3cret"                             | what is no JSON object
          ["s3cret"]                           | what is no JSON object
          {"access_token":"s3cret"             | what is no JSON object
          {"access_token":"s3cret"} s3cret     | what is no JSON object
          {"access_token":s3cret}              | what is no JSON object
          null                                 | what is no JSON object
          {}                                   | no access_token
          {"accessToken":"s3cret"}             | no access_token
          {"access_token":null}                | no access_token
          {"access_token":""}                  | no access_token
          {"access_token":{"s3cret":1}}        | no access_token
          {"access_token":["s3cret"]}          | no access_token
          {"access_token":7}                   | no access_token
          """)
  void answersThatAreNone(String body, String what) {
    assertThatThrownBy(() -> answered(body))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageEndingWith("/token answers 200 with " + what + ".")
        .hasNoCause()
        .extracting(e -> ((RefreshFailedException) e).error())
        .isEqualTo("200");
  }

  @ParameterizedTest
  @DisplayName("P24 a token that cannot be a header's value is refused when it arrives")
  @CsvSource({"s3\\r\\nX: y, 3, 000D", "s3\\u0000, 3, 0000", "s3é, 3, 00E9", "' s3', 1, 0020"})
  void tokensThatCannotBeSent(String token, int place, String character) {
    assertThatThrownBy(() -> answered("{\"access_token\":\"" + token + "\"}"))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("answers 200 with an unusable access_token")
        .hasMessageContaining("character " + place)
        .hasMessageContaining("U+" + character)
        .hasMessageNotContaining("s3")
        .hasNoCause();
  }

  @Test
  @DisplayName("An answer over 1 MiB is not read to its end")
  void hugeAnswers() {
    assertThatThrownBy(
            () -> answered("{\"access_token\":\"AT2\",\"x\":\"" + "x".repeat(2 << 20) + "\"}"))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("larger than 1 MiB")
        .extracting(e -> ((RefreshFailedException) e).error())
        .isEqualTo("AnswerTooLargeException");
  }

  @Test
  void someServersAnswer200ToWhatTheyRefuse() {
    assertThatThrownBy(() -> answered("{\"error\":\"invalid_client\"}"))
        .isInstanceOf(MisconfiguredException.class);
    assertThatThrownBy(() -> answered("{\"error\":\"S3cret\"}"))
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageNotContaining("S3cret");
  }

  @Test
  void anyStatusOf2xxMayIssueACredential() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(201, "{\"access_token\":\"AT2\"}")) {
      assertThat(refreshed(server).accessToken()).isEqualTo("AT2");
    }
  }

  private static Credential answered(String body) throws Exception {
    try (ScriptedServer server = ScriptedServer.json(body)) {
      return refreshed(server);
    }
  }

  private static Credential refreshed(ScriptedServer server) throws Exception {
    CredentialResponse response =
        TokenEndpoint.at(server.url("/token"))
            .publicClient("shop")
            .refreshToken()
            .refresh(Credential.of("AT1").withRefreshToken("RT1"));
    return Objects.requireNonNull(Objects.requireNonNull(response).toCredential());
  }
}
