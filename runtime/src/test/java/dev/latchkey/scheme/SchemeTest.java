package dev.latchkey.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.Credential;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A scheme")
class SchemeTest {
  private static final Credential HELD = Credential.of("token").withRefreshToken("refresh");

  @Test
  @DisplayName("writes a bearer token, a header, or a header with a prefix")
  void writes() {
    assertThat(Scheme.bearer().headers(HELD)).isEqualTo(Map.of("Authorization", "Bearer token"));
    assertThat(Scheme.header("X-Api-Key").headers(HELD)).isEqualTo(Map.of("X-Api-Key", "token"));
    assertThat(Scheme.header("Authorization", "Token").headers(HELD))
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
  @DisplayName("P23 holds no secret in its text")
  void text() {
    assertThat(Scheme.bearer().toString()).contains("Authorization").doesNotContain("token");
  }
}
