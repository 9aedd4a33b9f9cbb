package counterpart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.feign.InsufficientScopeException;
import dev.latchkey.session.AuthSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Spring Security's resource server challenges")
class ChallengeTest {
  private static MovableClock clock;
  private static AuthorizationServer issuer;
  private static ResourceServer resources;
  private static AuthSession session;

  @BeforeAll
  static void start() throws IOException {
    clock = new MovableClock();
    issuer = AuthorizationServer.start(clock);
    resources = ResourceServer.start(issuer, clock);
    session =
        AuthSession.builder()
            .clock(clock)
            .signInWith(issuer.tokenEndpoint().scope("reports").clientCredentials())
            .build();
  }

  @AfterAll
  static void stop() throws IOException {
    resources.close();
    issuer.close();
  }

  @Test
  @DisplayName("a call without a token")
  void noToken() throws Exception {
    assertThat(challenge()).isEqualTo(new Challenge(401, "Bearer " + metadata()));
  }

  @Test
  @DisplayName("a token that has expired")
  void expired() throws Exception {
    String issued = session.current().credential().accessToken();
    Instant end = clock.instant().plus(AuthorizationServer.LIFETIME);
    clock.putForward(AuthorizationServer.LIFETIME.plusSeconds(1));

    assertThat(challenge("Authorization", "Bearer " + issued))
        .isEqualTo(
            invalidToken(
                "An error occurred while attempting to decode the Jwt: Jwt expired at " + end));
  }

  @Test
  @DisplayName("a token of nobody")
  void malformed() throws Exception {
    assertThat(challenge("Authorization", "Bearer x"))
        .isEqualTo(
            invalidToken("An error occurred while attempting to decode the Jwt: Malformed token"));
  }

  @Test
  @DisplayName("what cannot be a token")
  void impossible() throws Exception {
    assertThat(challenge("Authorization", "Bearer \"x\""))
        .isEqualTo(invalidToken("Bearer token is malformed"));
  }

  @Test
  @DisplayName("a token without the scope; the caller gets the challenge, and nothing is refreshed")
  void insufficientScope() {
    ReportsApi reports = ReportsApiClient.builder().url(resources.url()).session(session).build();
    assertThat(reports.reports()).containsExactly("the report");
    issuer.forget();

    assertThatExceptionOfType(InsufficientScopeException.class)
        .isThrownBy(reports::audit)
        .satisfies(
            e ->
                assertThat(e.responseHeaders().get("www-authenticate"))
                    .containsExactly(
                        "Bearer error=\"insufficient_scope\", error_description=\"The request"
                            + " requires higher privileges than provided by the access token.\","
                            + " error_uri=\"https://tools.ietf.org/html/rfc6750#section-3.1\""));
    assertThat(issuer.tokenRequests()).isEmpty();
  }

  private static Challenge invalidToken(String description) {
    return new Challenge(
        401,
        "Bearer error=\"invalid_token\", error_description=\""
            + description
            + "\", error_uri=\"https://tools.ietf.org/html/rfc6750#section-3.1\", "
            + metadata());
  }

  /** Where RFC 9728 says that a client finds the authorization server. */
  private static String metadata() {
    return "resource_metadata=\"" + resources.url() + "/.well-known/oauth-protected-resource\"";
  }

  /** A status, and the values of the headers named WWW-Authenticate, one on each line. */
  private record Challenge(int status, String challenges) {}

  private static Challenge challenge(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(resources.url() + "/reports"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
    return new Challenge(
        answer.statusCode(), String.join("\n", answer.headers().allValues("WWW-Authenticate")));
  }
}
