package dev.latchkey.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.Credential;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A scheme")
class SchemeTest {
  private static final Credential HELD = Credential.of("token").withRefreshToken("refresh");
  private static final Outgoing CALL =
      new Outgoing(Outgoing.Purpose.CALL, "GET", "https://shop.example/orders", true);

  @Test
  @DisplayName("writes a bearer token, a header, or a header with a prefix")
  void writes() {
    assertThat(Scheme.bearer().headers(HELD, CALL))
        .isEqualTo(Map.of("Authorization", "Bearer token"));
    assertThat(Scheme.header("X-Api-Key").headers(HELD, CALL))
        .isEqualTo(Map.of("X-Api-Key", "token"));
    assertThat(Scheme.header("Authorization", "Token").headers(HELD, CALL))
        .isEqualTo(Map.of("Authorization", "Token token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "X A", "X-A:", "X\r\nY", "X-Ä"})
  @DisplayName("P24 is refused with a name that no header can have")
  void badName(String name) {
    assertThatThrownBy(() -> Scheme.header(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be the name of a header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\rb", "ü", "\u0000"})
  @DisplayName("P24 is refused with a prefix that no header can have")
  void badPrefix(String prefix) {
    assertThatThrownBy(() -> Scheme.header("Authorization", prefix))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("writes nothing on a sign-in or a refresh, takes nothing, and is rejected by a 401")
  void defaults() {
    Scheme scheme = (credential, request) -> Map.of("X-Own", credential.accessToken());
    Outgoing refresh =
        new Outgoing(Outgoing.Purpose.REFRESH, "POST", "https://shop.example/auth", true);

    assertThat(scheme.lifecycleHeaders(HELD, refresh)).isEmpty();
    assertThat(scheme.consumes()).isEmpty();
    assertThat(scheme.renewed(HELD, new Incoming(200, CALL, Map.of()))).isEmpty();
    assertThat(scheme.rejects(new Incoming(401, CALL, Map.of()))).isTrue();
    assertThat(scheme.rejects(new Incoming(403, CALL, Map.of()))).isFalse();
  }

  @Test
  @DisplayName("P23 sees views whose text is no secret")
  void views() {
    Outgoing asked =
        new Outgoing(Outgoing.Purpose.CALL, "GET", "https://shop.example/?key=s", true);
    assertThat(asked).hasToString("Outgoing[CALL, GET]");
    assertThat(new Incoming(200, asked, Map.of("Set-Cookie", List.of("a=s"))))
        .hasToString("Incoming[200]");
  }

  @Test
  @DisplayName("P23 holds no secret in its text")
  void text() {
    assertThat(Scheme.bearer().toString()).contains("Authorization").doesNotContain("token");
  }
}
