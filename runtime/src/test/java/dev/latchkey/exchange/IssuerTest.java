package dev.latchkey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
  private static final EndpointName ASKED = new EndpointName("POST", "https://id.example/token");

  @ParameterizedTest
  @DisplayName("A refresh is refused for good by invalid_grant alone, and by an API's own 401")
  @CsvSource({
    "TOKEN_ENDPOINT, 400, invalid_grant",
    "TOKEN_ENDPOINT, 401, invalid_grant",
    "TOKEN_ENDPOINT, 403, invalid_grant",
    "TOKEN_ENDPOINT, 200, invalid_grant",
    "API,            400, invalid_grant",
    "API,            401, invalid_grant",
    "API,            401, Unauthorized",
    "API,            401, invalid_token",
    "API,            401, ''",
  })
  void refusals(Issuer issuer, int status, String word) {
    LatchkeyException failure = issuer.failure(answer(status, word));

    assertThat(failure)
        .isInstanceOf(RefreshRefusedException.class)
        .hasMessageContaining("POST https://id.example/token answers " + status)
        .hasMessageContaining("was used before")
        .hasNoCause();
    // What an API says in words of its own may be about the request.
    assertThat(failure.toString().endsWith("such as a CSRF token."))
        .isEqualTo(issuer == Issuer.API && !word.matches("[a-z_]+"));
  }

  @ParameterizedTest
  @DisplayName("b16 what only another client, request or address can mend is a misconfiguration")
  @CsvSource({
    "TOKEN_ENDPOINT, 400, invalid_client,         invalid_client",
    "TOKEN_ENDPOINT, 401, invalid_client,         invalid_client",
    "TOKEN_ENDPOINT, 401, unauthorized_client,    unauthorized_client",
    "TOKEN_ENDPOINT, 400, unauthorized_client,    unauthorized_client",
    "TOKEN_ENDPOINT, 400, invalid_scope,          invalid_scope",
    "TOKEN_ENDPOINT, 400, unsupported_grant_type, unsupported_grant_type",
    "TOKEN_ENDPOINT, 400, invalid_request,        invalid_request",
    "TOKEN_ENDPOINT, 401, '',                     401",
    "TOKEN_ENDPOINT, 401, Unauthorized,           401",
    "TOKEN_ENDPOINT, 301, invalid_grant,          301",
    "TOKEN_ENDPOINT, 302, '',                     302",
    "TOKEN_ENDPOINT, 307, '',                     307",
    "TOKEN_ENDPOINT, 404, '',                     404",
    "TOKEN_ENDPOINT, 404, not_found,              not_found",
    "TOKEN_ENDPOINT, 405, '',                     405",
    "TOKEN_ENDPOINT, 415, '',                     415",
    "API,            401, invalid_client,         invalid_client",
    "API,            401, unauthorized_client,    unauthorized_client",
    "API,            400, invalid_scope,          invalid_scope",
    "API,            302, '',                     302",
    "API,            404, '',                     404",
  })
  void misconfigurations(Issuer issuer, int status, String word, String error) {
    LatchkeyException failure = issuer.failure(answer(status, word));

    assertThat(failure)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("POST https://id.example/token answers " + status)
        .hasMessageEndingWith(".")
        .hasNoCause();
    assertThat(((MisconfiguredException) failure).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @DisplayName("Anything else is a failure for now, whatever a server that is not well says")
  @CsvSource({
    "TOKEN_ENDPOINT, 400, '',                      400",
    "TOKEN_ENDPOINT, 400, temporarily_unavailable, temporarily_unavailable",
    "TOKEN_ENDPOINT, 403, '',                      403",
    "TOKEN_ENDPOINT, 403, access_denied,           access_denied",
    "TOKEN_ENDPOINT, 408, invalid_grant,           408",
    "TOKEN_ENDPOINT, 425, invalid_grant,           425",
    "TOKEN_ENDPOINT, 429, invalid_grant,           429",
    "TOKEN_ENDPOINT, 500, invalid_grant,           500",
    "TOKEN_ENDPOINT, 503, invalid_client,          503",
    "TOKEN_ENDPOINT, 200, bad_refresh_token,       bad_refresh_token",
    "API,            400, '',                      400",
    "API,            403, '',                      403",
    "API,            403, forbidden,               forbidden",
    "API,            429, '',                      429",
    "API,            500, invalid_grant,           500",
  })
  void failuresForNow(Issuer issuer, int status, String word, String error) {
    LatchkeyException failure = issuer.failure(answer(status, word));

    assertThat(failure)
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("POST https://id.example/token answers " + status)
        .hasMessageEndingWith(".")
        .hasNoCause();
    assertThat(((RefreshFailedException) failure).error()).isEqualTo(error);
    assertThat(((RefreshFailedException) failure).retryAt()).isEqualTo(Instant.MIN);
  }

  @ParameterizedTest
  @EnumSource(Issuer.class)
  @DisplayName("P9 a failure for now carries the time of its Retry-After")
  void retryAfter(Issuer issuer) {
    Instant before = Instant.now();
    LatchkeyException failure =
        issuer.failure(new Answer(ASKED, 503, Map.of("retry-after", List.of("3600")), new byte[0]));

    assertThat(failure).isInstanceOf(RefreshFailedException.class);
    assertThat(((RefreshFailedException) failure).retryAt())
        .isBetween(before.plusSeconds(3600), Instant.now().plusSeconds(3600));
  }

  @ParameterizedTest
  @DisplayName("P23 what is not spelt like an error word is not repeated")
  @ValueSource(
      strings = {
        "{\"error\":\"S3cret-RT\"}",
        "{\"error\":\"two words\"}",
        "{\"error\":\"line\\r\\nbreak\"}",
        "{\"error\":{\"message\":\"invalid_grant\"}}",
        "{\"error\":[\"invalid_grant\"]}",
        "{\"error\":null}",
        "[\"invalid_grant\"]",
        "{\"error\":\"invalid_grant\"",
        "{\"error\":\"invalid_grant\"} trailing",
        "<html>invalid_grant</html>",
      })
  void rubbishIsNotRepeated(String body) {
    LatchkeyException failure = Issuer.TOKEN_ENDPOINT.failure(answered(400, body));

    assertThat(failure)
        .isExactlyInstanceOf(RefreshFailedException.class)
        .hasMessage("POST https://id.example/token answers 400.");
    assertThat(((RefreshFailedException) failure).error()).isEqualTo("400");
  }

  @Test
  @DisplayName("P23 an error word is at most 64 letters long")
  void wordsEnd() {
    String longest = "a".repeat(64);

    assertThat(Issuer.API.failure(answer(400, longest))).hasMessageContaining(longest);
    assertThat(Issuer.API.failure(answer(400, longest + "a"))).hasMessageNotContainingAny("aaa");
  }

  @Test
  @DisplayName("P23 an answer prints neither headers nor body")
  void answersAreNotPrinted() {
    Answer answer =
        new Answer(
            ASKED,
            200,
            Map.of("Set-Cookie", List.of("session=s3cret")),
            "s3cret".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer).hasToString("POST https://id.example/token answers 200");
  }

  private static Answer answer(int status, String word) {
    return answered(
        status,
        word.isEmpty()
            ? ""
            : "{\"error\":\"" + word + "\",\"error_description\":\"s3cret was presented\"}");
  }

  private static Answer answered(int status, String body) {
    return new Answer(ASKED, status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
