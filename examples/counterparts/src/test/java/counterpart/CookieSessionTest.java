package counterpart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionExpiredException;
import feign.FeignException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Against Spring Security's CookieCsrfTokenRepository")
class CookieSessionTest {
  private static final int CALLS = 100;

  /** For a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AuthSession session =
      AuthSession.builder()
          .policy(RefreshPolicy.defaults().timeout(PATIENCE).maxWait(PATIENCE))
          .build();

  private CookieServer server;
  private OrdersApi orders;

  @BeforeEach
  void start() throws IOException {
    server = SpringCookieServer.start();
    orders =
        OrdersApiClient.builder()
            .url(server.url())
            .session(session)
            .scheme(CookieScheme.angular().signedInBy("access_token"))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void signIn() {
    // Which brings the CSRF token that the login repeats.
    assertThat(orders.home()).isNotNull();
    orders.login(CookieServer.USER, CookieServer.PASSWORD);
  }

  @Test
  @DisplayName("a session signs in, refreshes, goes on and signs out by cookies alone")
  void life() {
    signIn();
    assertThat(orders.orders()).containsExactly("lamp");
    assertThat(orders.place(List.of("lamp"))).containsExactly("lamp");
    server.expireAccessTokens();
    assertThat(orders.place(List.of("lamp"))).containsExactly("lamp");
    assertThat(orders.orders()).containsExactly("lamp");
    orders.logout();

    assertThat(server.asked())
        .containsExactly(
            "GET /",
            "POST /auth/login",
            "GET /orders",
            "POST /orders",
            "POST /orders",
            "POST /auth/refresh",
            "POST /orders",
            "GET /orders",
            "POST /auth/logout");
    assertThat(server.sessions()).isZero();
    assertThatThrownBy(orders::orders).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName(
      "P1 P14 100 calls on an expired cookie cause one refresh, each with a CSRF token that fits")
  void together() throws Exception {
    signIn();
    server.expireAccessTokens();
    ExecutorService threads = Executors.newFixedThreadPool(CALLS / 2);
    List<Future<List<String>>> calls = new ArrayList<>();
    List<CompletableFuture<List<String>>> futures = new ArrayList<>();
    for (int i = 0; i < CALLS / 2; i++) {
      calls.add(threads.submit(() -> orders.place(List.of("lamp"))));
      futures.add(orders.placeLater(List.of("lamp")));
    }
    for (Future<List<String>> call : calls) {
      assertThat(call.get()).containsExactly("lamp");
    }
    for (CompletableFuture<List<String>> future : futures) {
      assertThat(future.get()).containsExactly("lamp");
    }
    threads.shutdown();

    assertThat(server.refreshes()).isEqualTo(1);
    assertThat(server.reuses()).isZero();
    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  @DisplayName("a login without the CSRF token is refused, brings one, and succeeds with it")
  void csrfOfTheLogin() {
    assertThatThrownBy(() -> orders.login(CookieServer.USER, CookieServer.PASSWORD))
        .isInstanceOf(FeignException.Forbidden.class);
    orders.login(CookieServer.USER, CookieServer.PASSWORD);

    assertThat(orders.orders()).containsExactly("lamp");
  }

  @Test
  @DisplayName("P11 a session that was ended elsewhere expires here at its next refresh")
  void endedElsewhere() {
    signIn();
    AuthSession other = AuthSession.builder().build();
    other.signIn(session.held().orElseThrow());
    OrdersApiClient.builder()
        .url(server.url())
        .session(other)
        .scheme(CookieScheme.angular())
        .build()
        .logout();
    server.expireAccessTokens();

    assertThatThrownBy(orders::orders).isInstanceOf(SessionExpiredException.class);
  }
}
