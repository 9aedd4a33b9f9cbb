package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Notes;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.Client;
import feign.FeignException;
import feign.Request;
import feign.Response;
import feign.RetryableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("P22 A redirect")
class RedirectsTest {
  private static final Request.Options FOLLOWING =
      new Request.Options(1, TimeUnit.SECONDS, 1, TimeUnit.SECONDS, true);

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  private Shop shop() {
    return Shop.at(transport, session);
  }

  private static Answered to(int status, String location) {
    return Answered.of(status).with("Location", location);
  }

  @ParameterizedTest
  @CsvSource({
    "301, GET, ''",
    "302, GET, ''",
    "303, GET, ''",
    "307, POST, lamp",
    "308, POST, lamp",
  })
  @DisplayName("to the same origin is followed with the credential, by the rules of RFC 9110, 15.4")
  void sameOrigin(int status, String method, String body) {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(status, "/new/orders?from=old#top"));
    server.on(
        "/new/orders",
        asked -> Answered.json(asked.body() + "|" + asked.header("content-language").isEmpty()));

    String answer =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .requestInterceptor(template -> template.header("Content-Language", "en"))
            .build()
            .place("lamp");

    assertThat(answer).isEqualTo(body + "|" + body.isEmpty());
    assertThat(server.lines())
        .containsExactly(
            "POST /orders Bearer access-1", method + " /new/orders?from=old Bearer access-1");
  }

  @Test
  @DisplayName("is followed by an asynchronous call, a sign-in and a refresh as well")
  void everyRole() throws Exception {
    AsyncShop async =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .build();
    server.on("/auth/login", asked -> to(307, "https://shop.example/auth/signin"));
    server.on(
        "/auth/signin",
        asked -> Answered.json("{\"accessToken\":\"old\",\"refreshToken\":\"refresh-1\"}"));
    server.on("/auth/refresh", asked -> to(308, "renew"));
    server.on("/auth/renew", asked -> Answered.json("{\"accessToken\":\"new\"}"));
    server.on(
        "/orders", asked -> asked.line().endsWith("new") ? to(302, "/mine") : Answered.of(401));
    server.on("/mine", asked -> Answered.json("[]"));

    async.login("open-sesame").get(10, TimeUnit.SECONDS);
    assertThat(async.orders().get(10, TimeUnit.SECONDS)).isEqualTo("[]");

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login",
            "POST /auth/signin",
            "GET /orders Bearer old",
            "POST /auth/refresh",
            "POST /auth/renew",
            "GET /orders Bearer new",
            "GET /mine Bearer new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/orders",
        "//elsewhere.example/orders",
        "http://shop.example/orders",
        "https://shop.example:8443/orders",
        "https://shop.example.evil/orders",
        "https://ada@shop.example/orders",
        "https:\\\\elsewhere.example",
        "javascript:alert(1)",
        "https://[",
        "/with space",
        " ",
      })
  @DisplayName("to anywhere else is handed to the caller")
  void elsewhere(String location) {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, location));

    assertThatThrownBy(() -> shop().orders())
        .isInstanceOfSatisfying(
            FeignException.class,
            thrown -> {
              assertThat(thrown.status()).isEqualTo(302);
              assertThat(thrown.responseHeaders()).containsKey("Location");
            });
    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1");
  }

  @ParameterizedTest
  @CsvSource({
    "?page=2, /a/b?page=2",
    "c, /a/c",
    "./c?d, /a/c?d",
    "../c, /c",
    "/c#d, /c",
    "/%C3%A4, /%C3%A4",
    "/ä, /%C3%A4",
    "HTTPS://SHOP.example:443/c, /c",
  })
  @DisplayName("is seen from where it came (RFC 3986, 5.4)")
  void relative(String location, String target) {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/a/b"));
    server.on(
        "/a/b", asked -> asked.target().equals("/a/b") ? to(302, location) : Answered.json("[]"));

    shop().orders();

    assertThat(server.lines()).endsWith("GET " + target + " Bearer access-1").hasSize(3);
  }

  @Test
  @DisplayName("that comes back is followed no further, and neither is the sixth")
  void loops() {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/a"));
    server.on("/a", asked -> to(302, "/orders"));
    assertThatThrownBy(() -> shop().orders()).isInstanceOf(FeignException.class);
    assertThat(server.lines())
        .containsExactly("GET /orders Bearer access-1", "GET /a Bearer access-1");

    for (int i = 0; i < 10; i++) {
      String next = "/n" + (i + 1);
      server.on("/n" + i, asked -> to(302, next));
    }
    server.on("/orders", asked -> to(302, "/n0"));
    assertThatThrownBy(() -> shop().orders()).isInstanceOf(FeignException.class);
    assertThat(server.lines()).endsWith("GET /n4 Bearer access-1").hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 305, 306, 399})
  @DisplayName("is none, whatever it names, where its status is not one to follow")
  void otherStatuses(int status) {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(status, "/mine"));

    assertThatThrownBy(() -> shop().orders()).isInstanceOf(FeignException.class);
    assertThat(server.lines()).hasSize(1);
  }

  @Test
  @DisplayName("is not followed where the options say so")
  void notWanted() {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/mine"));
    Shop own =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .options(new Request.Options(1, TimeUnit.SECONDS, 1, TimeUnit.SECONDS, false))
            .build();

    assertThatThrownBy(own::orders).isInstanceOf(FeignException.class);
    assertThat(server.lines()).hasSize(1);
  }

  @Test
  @DisplayName(
      "of a call without a credential is followed elsewhere, without keys, and not to http")
  void bare() {
    Shop own =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .options(FOLLOWING)
            .requestInterceptor(template -> template.header("X-Api-Key", "mine"))
            .requestInterceptor(template -> template.header("Accept-Language", "en"))
            .build();
    server.on("/catalogue", asked -> to(302, "https://cdn.example/lamps"));
    server.on(
        "/lamps",
        asked -> Answered.json(asked.header("accept-language") + asked.header("x-api-key")));
    assertThat(own.catalogue()).isEqualTo("en");
    assertThat(transport.sent())
        .extracting(sent -> URI.create(sent.url()).getHost())
        .containsExactly("shop.example", "cdn.example");

    server.on("/catalogue", asked -> to(302, "http://shop.example/lamps"));
    assertThatThrownBy(own::catalogue).isInstanceOf(FeignException.class);
  }

  @Test
  @DisplayName(
      "P14 whose answer rejects is resent from there, since what went before has been done")
  void rejectedBehind() {
    session.signIn(server.issueOutdated());
    server.on("/orders", asked -> to(303, "/orders/1"));
    Shop shop = shop();

    shop.place("lamp");

    assertThat(server.lines())
        .containsExactly(
            "POST /orders Bearer access-1",
            "GET /orders/1 Bearer access-1",
            "POST /auth/refresh",
            "GET /orders/1 Bearer access-2");
  }

  @Test
  @DisplayName("P14 whose answer rejects an asynchronous call is resent from there as well")
  void rejectedBehindAsynchronously() throws Exception {
    session.signIn(server.issueOutdated());
    server.on("/orders", asked -> to(303, "/orders/1"));
    AsyncShop async =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .build();

    assertThat(async.place("lamp").get(10, TimeUnit.SECONDS)).isNotNull();

    assertThat(server.lines())
        .containsExactly(
            "POST /orders Bearer access-1",
            "GET /orders/1 Bearer access-1",
            "POST /auth/refresh",
            "GET /orders/1 Bearer access-2");
  }

  /** A server that sends whoever has no session to its login page. */
  private static final class LoginPage implements Scheme {
    @Override
    public Map<String, String> headers(Credential credential, Outgoing request) {
      return Map.of("Authorization", "Bearer " + credential.accessToken());
    }

    @Override
    public boolean rejects(Incoming answer) {
      return answer.status() == 302
          && answer.request().url().endsWith("/orders")
          && answer.values("location").contains("/login");
    }
  }

  @Test
  @DisplayName("is shown to the scheme before it is followed, since it may reject")
  void rejecting() throws Exception {
    session.signIn(server.issueOutdated());
    server.on("/login", asked -> Answered.json("\"who are you?\""));
    server.on("/orders", asked -> server.accepts(asked) ? Answered.json("[]") : to(302, "/login"));

    assertThat(
            Shop.builder()
                .url(Shop.URL)
                .session(session)
                .client(transport)
                .scheme(new LoginPage())
                .build()
                .orders())
        .isEqualTo("[]");
    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1", "POST /auth/refresh", "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("leaves no body open, of those that are followed and where a scheme throws")
  void bodies() {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/mine"));
    AtomicInteger open = new AtomicInteger();
    Client counting =
        (request, options) -> {
          Response answer = transport.execute(request, options);
          open.incrementAndGet();
          InputStream body =
              new FilterInputStream(answer.body().asInputStream()) {
                private final AtomicBoolean closed = new AtomicBoolean();

                @Override
                public void close() throws IOException {
                  if (closed.compareAndSet(false, true)) {
                    open.decrementAndGet();
                  }
                  super.close();
                }
              };
          return answer.toBuilder().body(body, null).build();
        };
    Scheme throwing =
        new Scheme() {
          @Override
          public Map<String, String> headers(Credential credential, Outgoing request) {
            return Scheme.bearer().headers(credential, request);
          }

          @Override
          public boolean rejects(Incoming answer) {
            throw new IllegalStateException("mine");
          }
        };

    Shop.builder().url(Shop.URL).session(session).client(counting).build().orders();
    assertThat(open).hasValue(0);
    Shop thrown =
        Shop.builder().url(Shop.URL).session(session).client(counting).scheme(throwing).build();
    assertThatThrownBy(thrown::orders).hasMessage("mine");
    assertThat(open).hasValue(0);
    AsyncShop async =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(AuthSession.of(server.issue()))
            .asyncClient(new AsyncClient.Pseudo<>(counting))
            .scheme(throwing)
            .build();
    assertThatThrownBy(() -> async.orders().get(10, TimeUnit.SECONDS)).hasRootCauseMessage("mine");
    assertThat(open).hasValue(0);
  }

  @Test
  @DisplayName("of a refresh that would lose its body is not followed")
  void refreshWithoutBody() {
    session.signIn(server.issueOutdated());
    server.on("/auth/refresh", asked -> to(302, "/login"));

    assertThatThrownBy(() -> shop().orders()).isInstanceOf(MisconfiguredException.class);
    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1", "POST /auth/refresh");
  }

  @Test
  @DisplayName("of a sign-in by a form is followed, and its cookies are kept")
  void formLogin() {
    Notes notes =
        Notes.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .scheme(CookieScheme.angular())
            .build();
    server.on("/login", asked -> to(302, "/").with("Set-Cookie", "JSESSIONID=s1; Path=/"));
    server.on("/", asked -> Answered.json("\"home\"").with("Set-Cookie", "XSRF-TOKEN=x1; Path=/"));
    server.on(
        "/notes",
        asked -> Answered.json(asked.header("cookie") + "|" + asked.header("x-xsrf-token")));

    notes.login("open-sesame");

    assertThat(notes.notes()).isEqualTo("JSESSIONID=s1; XSRF-TOKEN=x1|x1");
  }

  @Test
  @DisplayName("that cannot be reached fails like any call that cannot")
  void unreachable() {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/gone"));
    server.on(
        "/gone",
        asked -> {
          throw new IOException("reset");
        });

    assertThatThrownBy(() -> shop().orders()).isInstanceOf(RetryableException.class);
  }
}
