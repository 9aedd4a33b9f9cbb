package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret\r\nX-Evil: 1",
        "secret\n",
        "\tsecret",
        "sec\u0000ret",
        "sec\u007fret",
        "secrét",
        " secret",
        "secret "
      })
  @DisplayName(
      "P24 a token that cannot be the value of a header is refused when it arrives, and not shown")
  void unusableTokens(String token) {
    assertThatThrownBy(() -> Credential.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be the value of a header")
        .hasMessageNotContaining("secr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  @DisplayName("P24 a blank token is refused")
  void blankTokens(String token) {
    assertThatThrownBy(() -> Credential.of(token)).hasMessage("accessToken is blank.");
    assertThatThrownBy(() -> Credential.of("a").withRefreshToken(token))
        .hasMessage("refreshToken is blank.");
  }

  @Test
  @DisplayName("P23 what is printed holds no secret")
  void printed() {
    Credential credential =
        Credential.of("secret-access")
            .withRefreshToken("secret-refresh")
            .with("tenant", "secret-tenant");
    AuthSession session = AuthSession.builder().key("ada").build();
    session.signIn(credential);

    for (Object printed :
        new Object[] {
          credential,
          credential.withExpiresIn(Duration.ofMinutes(5)),
          session,
          session.current(),
          new SessionStore.Entry(1, new StoredSession(1, 1, credential).encode(0)),
          SessionStore.inMemory(),
          RefreshPolicy.defaults()
        }) {
      assertThat(printed.toString()).doesNotContain("secret");
    }
    assertThat(session.toString()).isEqualTo("AuthSession[ada, Generation[1]]");
    assertThat(credential.toString()).isEqualTo("Credential[expires=unknown, refreshable=true]");
  }

  @Test
  @DisplayName("A lifetime of zero or less is unknown, and one beyond all calendars never ends")
  void oddLifetimes() {
    for (Duration odd :
        new Duration[] {
          Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      Credential resolved = Credential.of("a").withExpiresIn(odd).resolvedFrom(0);
      assertThat(resolved.expiresAt()).isEmpty();
      assertThat(resolved.expiresAtMillis()).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(Credential.of("a").withExpiresAt(Instant.MAX).expiresAtMillis())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Credential.of("a").withExpiresAt(Instant.MIN).expiresAtMillis()).isZero();
    assertThat(
            Credential.of("a").withExpiresIn(Duration.ofSeconds(5)).resolvedFrom(1_000).expiresAt())
        .contains(Instant.ofEpochMilli(6_000));
  }

  @Test
  @DisplayName("A credential without a refresh token says so by a refusal")
  void noRefreshToken() {
    assertThatThrownBy(Credential.of("a")::refreshToken)
        .isInstanceOf(RefreshRefusedException.class)
        .hasMessageContaining("no refresh token");
  }

  @Test
  @DisplayName("Credentials are compared by value")
  void equality() {
    assertThat(Credential.of("a").withRefreshToken("b"))
        .isEqualTo(Credential.of("a").withRefreshToken("b"))
        .hasSameHashCodeAs(Credential.of("a").withRefreshToken("b"))
        .isNotEqualTo(Credential.of("a"))
        .isNotEqualTo(Credential.of("a").withRefreshToken("c"))
        .isNotEqualTo("a");
  }
}
