package counterpart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionExpiredException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Against Spring Security's authorization server, which rotates refresh tokens,")
class RefreshTokenTest {
  private static final int CALLS = 200;

  /** For a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
  @DisplayName("P1 P2 P12 P14 200 calls rejected at once: one refresh, each call resent once")
  void rejectedTogether() throws Exception {
    AuthSession session = session(Clock.fixed(clock.instant(), ZoneOffset.UTC));
    TokenResponse issued = Browser.signIn(issuer);
    session.signIn(issued);
    ReportsApi reports = client(session);
    assertThat(reports.reports()).containsExactly("the report");
    expire();
    resources.holdRejections(CALLS);

    assertThat(callTogether(reports)).hasSize(CALLS).containsOnly(List.of("the report"));

    assertThat(issuer.tokenRequests()).containsExactly("refresh_token");
    assertThat(resources.asked()).hasSize(2 * CALLS).containsOnly("GET /reports");
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(session.held().orElseThrow().refreshToken()).isNotEqualTo(issued.refreshToken());
    session.refresh();
    assertThat(reports.reportsLater().join()).containsExactly("the report");
  }

  @Test
  @DisplayName("P1 P18 200 calls that the clock has expired: one refresh, nothing sent to fail")
  void expiredTogether() throws Exception {
    AuthSession session = session(clock);
    session.signIn(Browser.signIn(issuer));
    ReportsApi reports = client(session);
    expire();

    assertThat(callTogether(reports)).hasSize(CALLS).containsOnly(List.of("the report"));

    assertThat(issuer.tokenRequests()).containsExactly("refresh_token");
    assertThat(resources.asked()).hasSize(CALLS).containsOnly("GET /reports");
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("a refresh token is good for one use, and a second one does not harm its successor")
  void strict() throws Exception {
    TokenResponse issued = Browser.signIn(issuer);

    HttpResponse<String> first = refresh(issued);
    HttpResponse<String> second = refresh(issued);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.body()).contains("\"invalid_grant\"");
    TokenResponse successor = new ObjectMapper().readValue(first.body(), TokenResponse.class);
    assertThat(refresh(successor).statusCode()).isEqualTo(200);
  }

  /** Refreshes without Latchkey. */
  private static HttpResponse<String> refresh(TokenResponse issued)
      throws IOException, InterruptedException {
    return Browser.asClient(
        issuer,
        "/oauth2/token",
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            Objects.requireNonNull(issued.refreshToken())));
  }

  @Test
  @DisplayName(
      "P11 P23 a revoked refresh token ends the session, and the message says what was said")
  void revoked() throws Exception {
    AuthSession session = session(clock);
    TokenResponse issued = Browser.signIn(issuer);
    String refreshToken = Objects.requireNonNull(issued.refreshToken());
    session.signIn(issued);
    ReportsApi reports = client(session);
    assertThat(
            Browser.asClient(issuer, "/oauth2/revoke", Map.of("token", refreshToken)).statusCode())
        .isEqualTo(200);
    expire();

    String said =
        "The session has ended: POST "
            + issuer.url()
            + "/oauth2/token answers 400 invalid_grant: the refresh token has expired, was revoked"
            + " or was used before. Sign in again.";
    assertThatThrownBy(reports::reports)
        .isInstanceOf(SessionExpiredException.class)
        .hasMessage(said)
        .satisfies(e -> assertThat(e.toString()).doesNotContain(refreshToken));
    assertThatThrownBy(() -> reports.reportsLater().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(SessionExpiredException.class)
        .hasMessage(said);
    assertThat(issuer.tokenRequests()).containsExactly("refresh_token");
    assertThat(resources.asked()).isEmpty();
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
  }

  private static AuthSession session(InstantSource clock) {
    return AuthSession.builder()
        .clock(clock)
        .policy(RefreshPolicy.defaults().maxWait(PATIENCE))
        .refreshWith(issuer.tokenEndpoint().timeout(PATIENCE).refreshToken())
        .build();
  }

  private static ReportsApi client(AuthSession session) {
    return ReportsApiClient.builder().url(resources.url()).session(session).build();
  }

  /** Ends what has been issued, and looks away from how it came about. */
  private static void expire() {
    clock.putForward(AuthorizationServer.LIFETIME.plusSeconds(1));
    issuer.forget();
    resources.forget();
  }

  /** Calls from as many threads, half of which do not wait for the answer. */
  private static List<List<String>> callTogether(ReportsApi reports) throws Exception {
    CyclicBarrier together = new CyclicBarrier(CALLS);
    List<Callable<List<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      boolean later = i % 2 == 0;
      calls.add(
          () -> {
            together.await();
            return later ? reports.reportsLater().join() : reports.reports();
          });
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLS);
    try {
      List<List<String>> answers = new ArrayList<>();
      for (Future<List<String>> answer : callers.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      callers.shutdownNow();
    }
  }
}
