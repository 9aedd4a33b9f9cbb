package counterpart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.MisconfiguredException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Against Spring Security's authorization server, a session that signs itself in")
class ClientCredentialsTest {
  private static MovableClock clock;
  private static AuthorizationServer issuer;
  private static ResourceServer resources;

  @BeforeAll
  static void start() throws IOException {
    clock = new MovableClock();
    issuer = AuthorizationServer.start(clock);
    resources = ResourceServer.start(issuer, clock);
  }

  @AfterAll
  static void stop() throws IOException {
    resources.close();
    issuer.close();
  }

  @Test
  @DisplayName("P11 asks for a token when it has none and when the one it has expires")
  void signsItselfIn() {
    ReportsApi reports = client(issuer.tokenEndpoint().scope("reports"));
    issuer.forget();

    assertThat(reports.reports()).containsExactly("the report");
    assertThat(reports.reportsLater().join()).containsExactly("the report");
    assertThat(issuer.tokenRequests()).containsExactly("client_credentials");

    issuer.forget();
    clock.putForward(AuthorizationServer.LIFETIME.plusSeconds(1));
    assertThat(reports.reports()).containsExactly("the report");
    assertThat(issuer.tokenRequests()).containsExactly("client_credentials");
  }

  @Test
  @DisplayName("P9 P23 a wrong secret is said to be one, and is not shown")
  void wrongSecret() {
    ReportsApi reports =
        client(
            TokenEndpoint.at(issuer.url() + "/oauth2/token")
                .clientSecretBasic(AuthorizationServer.CLIENT, "a-wrong-secret"));

    assertThatThrownBy(reports::reports)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("answers 401 invalid_client: it does not know the client")
        .hasMessageNotContaining("a-wrong-secret");
  }

  @Test
  @DisplayName("P9 a scope that the client may not have is said to be the reason")
  void wrongScope() {
    ReportsApi reports = client(issuer.tokenEndpoint().scope("audit"));

    assertThatThrownBy(reports::reports)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("answers 400 invalid_scope: it does not grant these scopes.");
  }

  private static ReportsApi client(TokenEndpoint endpoint) {
    return ReportsApiClient.builder()
        .url(resources.url())
        .session(
            AuthSession.builder().clock(clock).signInWith(endpoint.clientCredentials()).build())
        .build();
  }
}
