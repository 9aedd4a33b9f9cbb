package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.latchkey.RefreshRequest;
import dev.latchkey.oauth2.TokenEndpoint;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Client;
import feign.DefaultClient;
import feign.Logger;
import feign.Request;
import feign.http2client.Http2Client;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with where secrets go, and how long that may take. */
class KnownLeakBugsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  private Shop shop() {
    return Shop.at(transport, session);
  }

  /** Keeps what is logged at any level, as a file would show it. */
  private static final class Kept extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    private void assertHolds(String... texts) {
      assertThat(texts).allSatisfy(text -> assertThat(lines.toString()).contains(text));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("b18 no log at any level holds a token, when a session works and when it does not")
  void logs() {
    java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.latchkey");
    Kept kept = new Kept();
    FeignLog feign = new FeignLog();
    logger.addHandler(kept);
    logger.setLevel(Level.ALL);
    try {
      Shop shop =
          Shop.builder()
              .url(Shop.URL)
              .session(session)
              .client(transport)
              .logger(feign)
              .logLevel(Logger.Level.FULL)
              .build();
      shop.login("open-sesame");
      server.revoke("access-1");
      shop.orders();
      server.revoke("access-2");
      server.on("/auth/refresh", asked -> Answered.of(500, asked.toString()));
      assertThatThrownBy(shop::orders).isInstanceOf(LatchkeyException.class);
      server.on("/auth/logout", asked -> Answered.of(500, asked.toString()));
      session.signOut();
      session.signIn(server.issue());
      assertThat(catchThrowable(() -> shop.logout(new RefreshRequest("refresh-3")))).isNotNull();
      // A flight writes its lines when its callers have gone on.
      await().untilAsserted(() -> kept.assertHolds("refreshed", "could not be refreshed"));
    } finally {
      logger.setLevel(null);
      logger.removeHandler(kept);
    }
    kept.assertHolds("may not know");
    assertThat(kept.lines + " " + feign.lines())
        .doesNotContain("access-", "refresh-", "open-sesame");
  }

  @Test
  @DisplayName("b18 a lifetime of a hundred years is a hundred years, and not an overflow")
  void longLifetimes() throws Exception {
    long seconds = 3_153_600_000L;
    server.on(
        "/token",
        asked -> Answered.json("{\"access_token\": \"long\", \"expires_in\": " + seconds + "}"));
    AuthSession own =
        AuthSession.builder()
            .clock(InstantSource.fixed(NOON))
            .signInWith(
                TokenEndpoint.at("https://id.example/token")
                    .publicClient("shop")
                    .transport(transport)
                    .clientCredentials())
            .build();

    assertThat(own.current().credential().expiresAt()).hasValue(NOON.plusSeconds(seconds));
    assertThat(own.current().number()).isEqualTo(1);
  }

  @Test
  @DisplayName("b19 no transport takes a credential along where a redirect leads")
  void redirects() {
    List<Client> transports =
        List.of(
            new DefaultClient(null, null),
            new Http2Client(),
            new Http2Client(
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()));
    StrictServer elsewhere = new StrictServer();
    try (HttpFront evil = new HttpFront(elsewhere);
        HttpFront front = new HttpFront(server)) {
      for (Scheme scheme : List.of(Scheme.bearer(), Scheme.header("X-Api-Key"))) {
        for (Client client : transports) {
          for (int status : new int[] {301, 302, 303, 307, 308}) {
            server.on(
                "/orders", asked -> Answered.of(status).with("Location", evil.url() + "/orders"));
            Shop shop =
                Shop.builder()
                    .url(front.url())
                    .session(AuthSession.of(Credential.of("token")))
                    .scheme(scheme)
                    .client(client)
                    .options(new Request.Options(5, TimeUnit.SECONDS, 5, TimeUnit.SECONDS, true))
                    .build();
            assertThat(catchThrowable(shop::orders)).as("%s %s", client, status).isNotNull();
          }
        }
      }
    }
    assertThat(server.asked()).hasSize(30);
    assertThat(elsewhere.asked()).isEmpty();
  }

  @Test
  @DisplayName("b27 who allows no origin has allowed its own, and no other")
  void noOriginsAllowed() {
    session.signIn(server.issue());
    server.on("/orders", asked -> Answered.of(200));
    Shop shop = shop();

    shop.ordersAt(URI.create("https://elsewhere.example"));
    shop.ordersAt(URI.create("https://shop.example:8443"));
    shop.orders();

    assertThat(server.lines())
        .containsExactly("GET /orders", "GET /orders", "GET /orders Bearer access-1");
    for (String none : List.of("", "*", "https://*", "https://")) {
      assertThatThrownBy(() -> SessionCapability.of(session, none))
          .as(none)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("b28 the requests that carry refresh tokens end in time and follow no redirect")
  void boundedByDefault() throws Exception {
    List<Request.Options> told = new ArrayList<>();
    Client noting =
        (request, options) -> {
          told.add(options);
          return transport.execute(request, options);
        };
    Credential held = server.issue();
    session.signIn(held);
    Shop.builder().url(Shop.URL).session(session).client(noting).build();
    session.refresh();
    server.on("/token", asked -> Answered.json("{\"access_token\": \"new\"}"));
    TokenEndpoint.at("https://id.example/token")
        .publicClient("shop")
        .transport(noting)
        .refreshToken()
        .refresh(held);

    assertThat(told).hasSize(2);
    assertThat(told)
        .allSatisfy(
            options -> {
              assertThat(options.isFollowRedirects()).isFalse();
              assertThat(options.connectTimeoutMillis()).isBetween(1, 10_000);
              assertThat(Duration.ofMillis(options.readTimeoutMillis()))
                  .isPositive()
                  .isLessThanOrEqualTo(Duration.ofMinutes(1));
            });
  }
}
