package dev.latchkey.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  private static final TokenEndpoint ENDPOINT = TokenEndpoint.at("https://id.example/token");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example/token",
        "HTTPS://id.example/token?tenant=a",
        "https://id.example:8443",
        "http://localhost:8080/token",
        "http://127.0.0.1/token",
        "http://127.1.2.3/token",
        "http://[::1]:8080/token",
      })
  void urlsThatASecretMayBeSentTo(String url) {
    assertThat(TokenEndpoint.at(url)).isNotNull();
  }

  @ParameterizedTest
  @DisplayName(
      "RFC 6749, 3.2 a URL that no secret may be sent to is refused, and its secrets with it")
  @CsvSource({
    "'',                               begins with neither https:// nor http://",
    "' ',                              is malformed at character 1",
    "id.example/token,                 begins with neither",
    "/token,                           begins with neither",
    "ftp://id.example/token,           begins with neither",
    "https://id.example/s3cret token,  is malformed at character 26",
    "https://s3cret:s3cret^@h/,        is malformed",
    "https://ada:s3cret@id.example/,   holds user info",
    "https://id.example/token#s3cret,  holds a fragment",
    "https:///token,                   names no host",
    "https:token,                      names no host",
    "https://id_1.example/token,       names no host",
    "https://id.example:0/token,       names no host",
    "https://id.example:65536/token,   names no host",
    "http://id.example/t?k=s3cret,     use https",
    "http://localhost.example/token,   use https",
    "http://10.0.0.1/token,            use https",
  })
  void urlsThatNoSecretMayBeSentTo(String url, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenEndpoint.at(url))
        .withMessageContaining(why)
        .withNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @NullSource
  @SuppressWarnings("NullAway")
  void nothingIsNull(String none) {
    assertThatNullPointerException().isThrownBy(() -> TokenEndpoint.at(none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.clientSecretBasic(none, "s"));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.clientSecretBasic("id", none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.clientSecretPost(none, "s"));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.clientSecretPost("id", none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.publicClient(none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.scope("a", none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.parameter(none, "v"));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.parameter("n", none));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.timeout(null));
    assertThatNullPointerException().isThrownBy(() -> ENDPOINT.transport(null));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(e -> e.clientSecretBasic(" ", "s"), "clientId is blank"),
        mistake(e -> e.clientSecretBasic("id", ""), "clientSecret is blank"),
        mistake(e -> e.clientSecretPost("", "s"), "clientId is blank"),
        mistake(e -> e.clientSecretPost("id", " "), "clientSecret is blank"),
        mistake(e -> e.publicClient(""), "clientId is blank"),
        mistake(e -> e.scope("orders", ""), "is no scope"),
        mistake(e -> e.scope("a\"b"), "is no scope"),
        mistake(e -> e.scope("a\\b"), "is no scope"),
        mistake(e -> e.scope("größe"), "is no scope"),
        mistake(e -> e.parameter("", "v"), "is blank"),
        mistake(e -> e.parameter("grant_type", "v"), "\"grant_type\""),
        mistake(e -> e.parameter("refresh_token", "v"), "\"refresh_token\""),
        mistake(e -> e.parameter("scope", "v"), "\"scope\""),
        mistake(e -> e.parameter("client_id", "v"), "\"client_id\""),
        mistake(e -> e.parameter("client_secret", "v"), "\"client_secret\""),
        mistake(e -> e.parameter("client_assertion", "v"), "\"client_assertion\""),
        mistake(e -> e.parameter("client_assertion_type", "v"), "\"client_assertion_type\""),
        mistake(e -> e.timeout(Duration.ZERO), "PT0S"),
        mistake(e -> e.timeout(Duration.ofMillis(-1)), "above zero"));
  }

  private static Arguments mistake(UnaryOperator<TokenEndpoint> call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreFoundAtTheDoor(UnaryOperator<TokenEndpoint> call, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.apply(ENDPOINT))
        .withMessageContaining(message);
  }

  @Test
  void aGrantNeedsAClient() {
    assertThatIllegalStateException()
        .isThrownBy(ENDPOINT::clientCredentials)
        .withMessageContaining("clientSecretBasic(id, secret)")
        .withMessageContaining("publicClient(id)");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(ENDPOINT::refreshToken);
  }

  @Test
  void anEndpointIsImmutable() {
    String before = ENDPOINT.toString();
    assertThat(ENDPOINT.clientSecretBasic("shop", "s3cret")).isNotSameAs(ENDPOINT);
    assertThat(ENDPOINT.scope("a").parameter("b", "c").timeout(Duration.ofDays(1)))
        .isNotSameAs(ENDPOINT);

    assertThat(ENDPOINT).hasToString(before);
    assertThatIllegalStateException().isThrownBy(ENDPOINT::refreshToken);
  }

  @Test
  @DisplayName("P23 nothing that is printed holds a secret")
  void nothingPrintsASecret() {
    TokenEndpoint endpoint =
        TokenEndpoint.at("https://id.example/token?key=s3cret").parameter("password", "s3cret");

    assertThat(endpoint).hasToString("TokenEndpoint[POST https://id.example/token, no client]");
    assertThat(endpoint.clientSecretBasic("shop", "s3cret"))
        .hasToString("TokenEndpoint[POST https://id.example/token, shop by client_secret_basic]");
    assertThat(endpoint.clientSecretPost("shop", "s3cret").refreshToken())
        .hasToString("refresh_token at POST https://id.example/token");
    assertThat(endpoint.publicClient("shop").clientCredentials())
        .hasToString("client_credentials at POST https://id.example/token");
    assertThat(Form.EMPTY.with("password", "s3cret")).hasToString("Form[1 parameters]");
  }
}
