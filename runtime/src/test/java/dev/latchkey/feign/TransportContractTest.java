package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.MisconfiguredException;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.AsyncNotes;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Awaited;
import dev.latchkey.shop.CookieServer;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Notes;
import dev.latchkey.shop.Server;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.Transport;
import feign.FeignException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds over every transport of Feign's, blocking or not: they differ in which bodies they
 * keep, how they hand over headers, what they follow, repeat, compress and remember, and how many
 * connections they have.
 */
@DisplayName("Over the transport")
@ParameterizedClass(name = "{0}")
@EnumSource(Transport.class)
class TransportContractTest {
  /** More than any pool of theirs has connections. */
  private static final int CALLS = 20;

  // One for all tests: a transport keeps connections, and a port that is served anew would get
  // them.
  private static volatile Server answering = asked -> Answered.of(500);
  private static final HttpFront FRONT = new HttpFront(asked -> answering.answer(asked));
  private static final List<Asked> REACHED_FOREIGN = new CopyOnWriteArrayList<>();
  private static final HttpFront FOREIGN =
      new HttpFront(
          asked -> {
            REACHED_FOREIGN.add(asked);
            return Answered.json("{\"accessToken\": \"forged\"}");
          });

  private final Transport transport;
  private final StrictServer server = new StrictServer();
  private final CookieServer cookies = new CookieServer();
  private final AuthSession session =
      AuthSession.builder()
          .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
          .build();
  private final Shop shop;

  TransportContractTest(Transport transport) {
    this.transport = transport;
    this.shop = shop(Scheme.bearer());
  }

  @BeforeEach
  void answers() {
    answering = server;
    REACHED_FOREIGN.clear();
  }

  private Shop shop(Scheme scheme) {
    return transport.isAsynchronous()
        ? Awaited.as(
            Shop.class, AsyncShop.class, built(AsyncShop.builder().session(session), scheme))
        : built(Shop.builder().session(session), scheme);
  }

  /** Returns a client of the server that signs in by cookies, with a session of its own. */
  private Notes notes() {
    answering = cookies;
    Scheme flask = CookieScheme.flaskJwtExtended();
    return transport.isAsynchronous()
        ? Awaited.as(Notes.class, AsyncNotes.class, built(AsyncNotes.builder(), flask))
        : built(Notes.builder(), flask);
  }

  private <T> T built(ApiClientBuilder<T> builder, Scheme scheme) {
    return transport.below(builder).url(FRONT.url()).scheme(scheme).build();
  }

  @AfterEach
  void nothingWasSpentTwiceOrLedAstray() {
    server.assertNoTokenWasPresentedTwice();
    cookies.assertNoTokenWasPresentedTwice();
    assertThat(REACHED_FOREIGN).isEmpty();
  }

  @AfterAll
  static void close() {
    FRONT.close();
    FOREIGN.close();
  }

  private static Answered to(int status, String location) {
    return Answered.of(status).with("Location", location);
  }

  private static Answered zipped(Answered answer) {
    return answer.with("Content-Encoding", "gzip");
  }

  // Rejected, refreshed, resent

  @Test
  @DisplayName("P14 a rejected call is refreshed and resent, whatever either of them is made of")
  void resent() {
    String json = "{\"error\": \"invalid_token\", \"more\": \"%s\"}";
    List<Answered> rejections =
        List.of(
            Answered.of(401),
            Answered.of(401, json),
            zipped(Answered.of(401, json)),
            Answered.of(401, json.formatted("x".repeat(400_000))),
            Answered.of(401, json).with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    Answered answer = zipped(Answered.json("[{\"id\": \"7\"}]"));
    int issued = 0;
    for (Answered rejection : rejections) {
      for (boolean hasBody : new boolean[] {false, true}) {
        server.on("/orders", asked -> server.accepts(asked) ? answer : rejection);
        session.signIn(server.issueOutdated());
        int begin = server.asked().size();

        assertThat(hasBody ? shop.place("{\"lamp\": 1}") : shop.orders())
            .isEqualTo("[{\"id\": \"7\"}]");

        String line = (hasBody ? "POST" : "GET") + " /orders Bearer access-";
        assertThat(server.lines().subList(begin, server.lines().size()))
            .containsExactly(line + (issued + 1), "POST /auth/refresh", line + (issued + 2));
        assertThat(server.asked().get(begin + 2).body()).isEqualTo(hasBody ? "{\"lamp\": 1}" : "");
        issued += 2;
      }
    }
  }

  @Test
  @DisplayName("P14 a second rejection goes back to the caller as it is, body and all")
  void rejectedAgain() {
    server.on("/orders", asked -> zipped(Answered.of(401, "{\"why\": 1}")));
    session.signIn(server.issue());
    shop.basket(); // accepts the credential, so that its rejection is the other endpoint's own

    FeignException onGet = catchThrowableOfType(FeignException.class, shop::orders);
    FeignException onPost =
        catchThrowableOfType(FeignException.class, () -> shop.place("{\"lamp\": 1}"));

    assertThat(onGet.status()).isEqualTo(401);
    assertThat(onGet.contentUTF8()).isEqualTo("{\"why\": 1}");
    assertThat(onPost.status()).isEqualTo(401);
    assertThat(onPost.contentUTF8()).isEqualTo(transport.losesRejections() ? "" : "{\"why\": 1}");
  }

  @Test
  @DisplayName(
      "P1 twenty calls are rejected: one refresh, for which there is a connection, and twenty"
          + " answers")
  void storm() throws Exception {
    int atOnce = Math.min(CALLS, transport.connections());
    CountDownLatch rejected = new CountDownLatch(atOnce);
    server.on(
        "/orders",
        asked -> {
          Answered answer = server.standard(asked);
          if (answer.status() == 401) {
            rejected.countDown();
            await(rejected);
          }
          return answer;
        });
    session.signIn(server.issueOutdated());

    assertThat(all(shop::orders, () -> shop.place("{\"lamp\": 1}")))
        .containsOnly("[{\"id\": \"7\"}]");

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    assertThat(server.lines().stream().filter(line -> line.endsWith("access-1")))
        .hasSizeBetween(atOnce, CALLS);
    assertThat(server.lines().stream().filter(line -> line.endsWith("access-2"))).hasSize(CALLS);
  }

  /**
   * Returns the answers to calls that are made at the same time, half of one kind, half of another.
   */
  private static List<String> all(Callable<String> one, Callable<String> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLS);
    try {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(threads.submit(i % 2 == 0 ? one : other));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> call : calls) {
        answers.add(call.get(20, TimeUnit.SECONDS));
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new InterruptedIOException("not all calls were rejected");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  // Cookies

  @Test
  @DisplayName(
      "a session of cookies signs in, mirrors its CSRF tokens afresh, refreshes and signs out")
  void cookieSession() {
    Notes notes = notes();
    notes.login("open-sesame");
    notes.add("milk");
    notes.notes();
    cookies.revoke("a-1");
    notes.add("bread");
    cookies.revoke("a-2");
    notes.notes();
    notes.logout();

    assertThat(cookies.lines())
        .containsExactly(
            "POST /login []",
            "POST /notes [a-1] ca-1",
            "GET /notes [a-1] ca-1",
            "POST /notes [a-1] ca-1",
            "POST /refresh [a-1, r-1] cr-1",
            "POST /notes [a-2] ca-2",
            "GET /notes [a-2] ca-2",
            "POST /refresh [a-2, r-2] cr-2",
            "GET /notes [a-3] ca-3",
            "POST /logout [a-3] ca-3");
    assertThatThrownBy(notes::notes).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName(
      "cookies of any answer are kept, several in one, though one takes away what one sets")
  void setCookies() {
    Notes notes = notes();
    notes.login("open-sesame");
    String again =
        """
        access_token_cookie=; Max-Age=0; Path=/
        access_token_cookie=a-9; HttpOnly; Path=/
        csrf_access_token=ca-9; Path=/
        one=1; Path=/
        two=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/
        two=2; Path=/
        """;
    String more = "one=3; Path=/\ntwo=; Max-Age=0; Path=/\nthree=3; Path=/notes";
    cookies.on("/notes", asked -> Answered.of(500).with("Set-Cookie", again));
    assertThatThrownBy(notes::notes).isInstanceOf(FeignException.InternalServerError.class);
    cookies.on("/notes", asked -> to(303, "/after").with("Set-Cookie", more));
    cookies.on("/after", asked -> Answered.json("1").with("Set-Cookie", "four=4; Path=/"));
    assertThat(notes.add("milk")).isEqualTo("1");
    cookies.on("/notes", asked -> Answered.json("2"));
    assertThat(notes.add("milk")).isEqualTo("2");

    assertThat(cookies.lines())
        .containsExactly(
            "POST /login []",
            "GET /notes [a-1] ca-1",
            "POST /notes [a-9, 1, 2] ca-9",
            "GET /after [a-9, 3] ca-9",
            "POST /notes [a-9, 4, 3, 3] ca-9");
  }

  @Test
  @DisplayName("a rejection that sets a cookie of its own is a rejection all the same")
  void cookieOfTheRejection() {
    Notes notes = notes();
    notes.login("open-sesame");
    cookies.revoke("a-1");
    // As a load balancer sets its own on each answer, and a server begins a session for a visitor.
    cookies.on(
        "/notes",
        asked ->
            cookies
                .standard(asked)
                .with("Set-Cookie", "sticky=" + cookies.lines().size() + "; Path=/"));

    notes.add("milk");
    cookies.revoke("a-2");
    notes.notes();

    assertThat(cookies.lines())
        .containsExactly(
            "POST /login []",
            "POST /notes [a-1] ca-1",
            "POST /refresh [a-1, r-1, 2] cr-1",
            "POST /notes [a-2, 2] ca-2",
            "GET /notes [a-2, 4] ca-2",
            "POST /refresh [a-2, r-2, 5] cr-2",
            "GET /notes [a-3, 5] ca-3");
  }

  @Test
  @DisplayName(
      "P1 twenty calls are rejected by answers that set cookies: one refresh, twenty answers")
  void cookieStorm() throws Exception {
    Notes notes = notes();
    notes.login("open-sesame");
    cookies.revoke("a-1");
    CountDownLatch rejected = new CountDownLatch(Math.min(CALLS, transport.connections()));
    cookies.on(
        "/notes",
        asked -> {
          Answered answer = cookies.standard(asked);
          if (answer.status() == 401) {
            rejected.countDown();
            await(rejected);
          }
          return answer.with("Set-Cookie", "sticky=" + cookies.lines().size() + "; Path=/");
        });

    assertThat(all(notes::notes, () -> notes.add("milk"))).containsOnly("{\"id\": 1}");

    assertThat(cookies.count("POST /refresh")).isEqualTo(1);
    assertThat(cookies.lines()).hasSizeLessThanOrEqualTo(2 + 2 * CALLS);
  }

  @Test
  @DisplayName("P3 sessions share the transport, and no cookies: it adds none and keeps none")
  void noCookiesOfItsOwn() {
    Notes ada = notes();
    Notes bob = notes();
    for (String path : List.of("/login", "/notes")) {
      // What a jar would give to anybody, over http as well.
      cookies.on(
          path,
          asked -> {
            Answered answer = cookies.standard(asked);
            String set = answer.headers().getOrDefault("Set-Cookie", "");
            return answer.with("Set-Cookie", set + "mine=" + cookies.lines().size() + "; Path=/");
          });
    }
    ada.login("open-sesame");
    ada.notes();
    bob.login("open-sesame");
    bob.notes();
    ada.notes();
    ada.logout();
    bob.logout();
    bob.loginPage();

    assertThat(cookies.lines())
        .containsExactly(
            "POST /login []",
            "GET /notes [a-1, 1] ca-1",
            "POST /login []",
            "GET /notes [a-2, 3] ca-2",
            "GET /notes [a-1, 2] ca-1",
            "POST /logout [a-1, 5] ca-1",
            "POST /logout [a-2, 4] ca-2",
            "GET /login []");
  }

  @Test
  @DisplayName("P11 a refused refresh ends a session of cookies")
  void cookieRefreshRefused() {
    Notes notes = notes();
    notes.login("open-sesame");
    cookies.revoke("a-1");
    cookies.on(
        "/refresh",
        asked -> Answered.of(401).with("Set-Cookie", "refresh_token_cookie=; Path=/refresh"));

    assertThatThrownBy(() -> notes.add("milk")).isInstanceOf(SessionExpiredException.class);
    assertThatThrownBy(notes::notes).isInstanceOf(SessionExpiredException.class);
    assertThat(cookies.lines())
        .containsExactly(
            "POST /login []", "POST /notes [a-1] ca-1", "POST /refresh [a-1, r-1] cr-1");
  }

  // Challenges

  private static final String SCOPES =
      "Bearer realm=\"shop\", error=\"insufficient_scope\", scope=\"orders.read orders.write\"";
  private static final String STEP_UP =
      "Bearer error=\"insufficient_user_authentication\", acr_values=\"gold silver\","
          + " max_age=\"300\"";

  /** In one header, or in one for each. */
  private static List<String> among(String challenge) {
    return List.of(
        "DPoP algs=\"ES256 PS256\", " + challenge + ", Digest realm=\"a, b\", nonce=\"c\"",
        "Digest realm=\"a, b\", nonce=\"c\"\n" + challenge + "\nDPoP algs=\"ES256 PS256\"");
  }

  private Answered challenged(int status, String challenge) {
    return Answered.of(status, "{\"why\": 1}").with("WWW-Authenticate", challenge);
  }

  @Test
  @DisplayName("a challenge that says invalid_token is followed by a refresh, wherever it stands")
  void invalidToken() {
    List<String> challenges = among("Bearer error=\"invalid_token\"");
    for (String challenge : challenges) {
      server.on(
          "/orders",
          asked -> server.accepts(asked) ? server.standard(asked) : challenged(401, challenge));
      session.signIn(server.issueOutdated());
      shop.orders();
      session.signIn(server.issueOutdated());
      shop.place("{\"lamp\": 1}");
    }

    assertThat(server.count("/auth/refresh")).isEqualTo(2L * challenges.size());
    assertThat(server.count("/orders")).isEqualTo(4L * challenges.size());
  }

  @Test
  @DisplayName("a challenge that asks for other scopes refreshes nothing, and names them")
  void scopes() {
    session.signIn(server.issue());
    for (int status : new int[] {401, 403}) {
      for (String challenge : among(SCOPES)) {
        server.on("/orders", asked -> challenged(status, challenge));
        InsufficientScopeException onGet =
            catchThrowableOfType(InsufficientScopeException.class, shop::orders);
        InsufficientScopeException onPost =
            catchThrowableOfType(
                InsufficientScopeException.class, () -> shop.place("{\"lamp\": 1}"));

        assertThat(onGet.scopes()).containsExactly("orders.read", "orders.write");
        assertThat(onGet.contentUTF8()).isEqualTo("{\"why\": 1}");
        assertThat(onPost.scopes()).containsExactly("orders.read", "orders.write");
      }
    }

    assertThat(server.count("/auth/refresh")).isZero();
    assertThat(server.count("/orders")).isEqualTo(8);
    assertThat(session.current().isAccepted()).isTrue();
  }

  @Test
  @DisplayName("a challenge that asks for another authentication refreshes nothing, and says which")
  void stepUp() {
    session.signIn(server.issue());
    for (String challenge : among(STEP_UP)) {
      server.on("/orders", asked -> challenged(401, challenge));
      for (StepUpRequiredException thrown :
          List.of(
              catchThrowableOfType(StepUpRequiredException.class, shop::orders),
              catchThrowableOfType(
                  StepUpRequiredException.class, () -> shop.place("{\"lamp\": 1}")))) {
        assertThat(thrown.acrValues()).containsExactly("gold", "silver");
        assertThat(thrown.maxAge()).hasValue(Duration.ofMinutes(5));
      }
    }

    assertThat(server.count("/auth/refresh")).isZero();
    assertThat(server.count("/orders")).isEqualTo(4);
  }

  @Test
  @DisplayName("@RejectedBy(419) is followed by a refresh after a 419, and not after a 401")
  void rejectedBy() {
    session.signIn(server.issueOutdated());
    server.on(
        "/basket",
        asked -> server.accepts(asked) ? Answered.json("[]") : Answered.of(419, "Page Expired"));
    assertThat(shop.basket()).isEqualTo("[]");
    server.on("/basket", asked -> Answered.of(401));
    assertThatThrownBy(shop::basket).isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.lines())
        .containsExactly(
            "GET /basket Bearer access-1",
            "POST /auth/refresh",
            "GET /basket Bearer access-2",
            "GET /basket Bearer access-2");
  }

  // Lifecycle endpoints

  @Test
  @DisplayName("lifecycle endpoints are sent with their bodies, and without the credential")
  void lifecycle() {
    assertThat(shop.login("open-sesame").toCredential()).isNotNull();
    session.refresh();
    shop.orders();
    shop.logout(new RefreshRequest("refresh-2"));
    assertThatThrownBy(shop::orders).isInstanceOf(NotSignedInException.class);

    assertThat(server.asked())
        .extracting(asked -> asked.line() + " " + asked.body())
        .containsExactly(
            "POST /auth/login open-sesame",
            "POST /auth/refresh {\"refreshToken\":\"refresh-1\"}",
            "GET /orders Bearer access-2 ",
            "POST /auth/logout Bearer access-2 {\"refreshToken\":\"refresh-2\"}");
  }

  @Test
  @DisplayName("P11 a refused refresh ends the session, and nothing more is sent")
  void refused() {
    List<Answered> refusals =
        List.of(
            Answered.of(401),
            Answered.of(401, "{\"error\": \"expired\"}"),
            Answered.of(400, "{\"error\": \"invalid_grant\"}"),
            zipped(Answered.of(400, "{\"error\": \"invalid_grant\"}")));
    for (Answered refusal : refusals) {
      server.on("/auth/refresh", asked -> refusal);
      session.signIn(server.issueOutdated());

      assertThatThrownBy(shop::orders).isInstanceOf(SessionExpiredException.class);
      assertThatThrownBy(() -> shop.place("{}")).isInstanceOf(SessionExpiredException.class);
      assertThat(session.held()).isEmpty();
    }
    assertThat(server.asked()).hasSize(2 * refusals.size());
  }

  @Test
  @DisplayName(
      "P11 a refresh that blames the client keeps the session, if the transport keeps words")
  void misconfigured() {
    for (int status : new int[] {400, 401}) {
      server.on("/auth/refresh", asked -> Answered.of(status, "{\"error\": \"invalid_client\"}"));
      session.signIn(server.issueOutdated());
      // Without its words a 401 says that the session is over.
      boolean isLost = status == 401 && transport.losesRejections();

      assertThatThrownBy(shop::orders)
          .isInstanceOf(isLost ? SessionExpiredException.class : MisconfiguredException.class);
      assertThat(session.held().isEmpty()).isEqualTo(isLost);
    }
  }

  @Test
  @DisplayName("P12 a refresh is sent once, though the server is busy or the connection breaks")
  void refreshedOnce() {
    List<Server> failures =
        List.of(
            asked -> Answered.of(408),
            asked -> Answered.of(429).with("Retry-After", "1"),
            asked -> Answered.of(503),
            asked -> {
              throw new IOException("reset");
            });
    for (Server failure : failures) {
      server.on("/auth/refresh", failure);
      session.signIn(server.issueOutdated());
      long before = server.count("/auth/refresh");

      assertThatThrownBy(shop::orders).isInstanceOf(RefreshFailedException.class);

      assertThat(server.count("/auth/refresh")).isEqualTo(before + 1);
    }
    // Without a body it is another matter to some.
    Notes notes = notes();
    notes.login("open-sesame");
    cookies.revoke("a-1");
    cookies.on("/refresh", failures.get(3));
    assertThatThrownBy(notes::notes).isInstanceOf(RefreshFailedException.class);
    assertThat(cookies.count("POST /refresh")).isEqualTo(1);
  }

  @Test
  @DisplayName("P22 redirects of lifecycle endpoints are followed at the origin, with their bodies")
  void lifecycleRedirects() {
    server.on("/auth/login", asked -> to(308, "/auth/signin"));
    server.on("/auth/signin", asked -> to(307, "/auth/session"));
    server.on(
        "/auth/session",
        asked -> Answered.json("{\"accessToken\": \"old\", \"refreshToken\": \"refresh-1\"}"));
    server.on("/auth/refresh", asked -> to(308, "renew"));
    server.on("/auth/renew", asked -> Answered.json("{\"accessToken\": \"new\"}"));
    server.on("/auth/logout", asked -> to(307, FRONT.url() + "/auth/signout"));
    server.on("/auth/signout", asked -> to(303, "/bye"));
    server.on("/bye", asked -> Answered.of(204));
    shop.login("open-sesame");
    session.refresh();
    shop.logout(new RefreshRequest("refresh-1"));

    assertThat(server.asked())
        .extracting(asked -> asked.line() + " " + asked.body())
        .containsExactly(
            "POST /auth/login open-sesame",
            "POST /auth/signin open-sesame",
            "POST /auth/session open-sesame",
            "POST /auth/refresh {\"refreshToken\":\"refresh-1\"}",
            "POST /auth/renew {\"refreshToken\":\"refresh-1\"}",
            "POST /auth/logout Bearer new {\"refreshToken\":\"refresh-1\"}",
            "POST /auth/signout Bearer new {\"refreshToken\":\"refresh-1\"}",
            "GET /bye Bearer new ");
  }

  @Test
  @DisplayName(
      "P22 no lifecycle endpoint is led to another server, which gets no token or password")
  void lifecycleElsewhere() {
    for (String path : List.of("/auth/login", "/auth/refresh", "/auth/logout")) {
      server.on(path, asked -> to(307, FOREIGN.url() + path));
    }
    session.signIn(server.issueOutdated());

    assertThatThrownBy(() -> shop.login("open-sesame")).isInstanceOf(FeignException.class);
    assertThatThrownBy(shop::orders).isInstanceOf(MisconfiguredException.class);
    assertThatThrownBy(() -> shop.logout(new RefreshRequest("refresh-1")))
        .isInstanceOf(FeignException.class);

    Notes notes = notes();
    notes.login("open-sesame");
    cookies.revoke("a-1");
    cookies.on("/refresh", asked -> to(307, FOREIGN.url() + "/refresh"));
    assertThatThrownBy(notes::notes).isInstanceOf(MisconfiguredException.class);
    assertThat(REACHED_FOREIGN).isEmpty();
  }

  // Redirects

  @Test
  @DisplayName("P22 a redirect at the origin is followed: 301, 302, 303 by GET, 307, 308 as it was")
  void redirects() {
    session.signIn(server.issue());
    server.on("/new/orders", asked -> Answered.json("[" + asked.body() + "]"));
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      String query = "?from=" + status;
      // Upper case, and a part that no server sees.
      String location = "HTTP" + FRONT.url().substring(4) + "/new/orders" + query + "#top";
      server.on("/orders", asked -> to(status, location));
      boolean keeps = status >= 307;
      int begin = server.asked().size();

      assertThat(shop.place("{\"lamp\": 1}")).isEqualTo(keeps ? "[{\"lamp\": 1}]" : "[]");
      assertThat(shop.orders()).isEqualTo("[]");

      assertThat(server.lines().subList(begin, server.lines().size()))
          .containsExactly(
              "POST /orders Bearer access-1",
              (keeps ? "POST" : "GET") + " /new/orders" + query + " Bearer access-1",
              "GET /orders Bearer access-1",
              "GET /new/orders" + query + " Bearer access-1");
    }
  }

  @Test
  @DisplayName("P22 at most five redirects are followed, and none in a circle")
  void loops() {
    session.signIn(server.issue());
    server.on("/orders", asked -> to(302, "/a"));
    server.on("/a", asked -> to(302, "/orders"));
    assertThatThrownBy(shop::orders)
        .isInstanceOfSatisfying(
            FeignException.class, thrown -> assertThat(thrown.status()).isEqualTo(302));
    assertThat(server.lines())
        .containsExactly("GET /orders Bearer access-1", "GET /a Bearer access-1");

    server.on("/orders", asked -> to(307, "/n0"));
    for (int i = 0; i < 10; i++) {
      String next = "/n" + (i + 1);
      server.on("/n" + i, asked -> to(307, next));
    }
    assertThatThrownBy(() -> shop.place("{}")).isInstanceOf(FeignException.class);
    assertThat(server.lines()).endsWith("POST /n4 Bearer access-1").hasSize(8);
  }

  @Test
  @DisplayName(
      "P22 any other 3xx goes to the caller, and so does a redirect elsewhere, with any scheme")
  void handedOut() {
    for (Scheme scheme : List.of(Scheme.bearer(), Scheme.header("X-Api-Key"))) {
      Shop own = shop(scheme);
      session.signIn(server.issue());
      for (int status : new int[] {300, 302, 304, 305, 306, 307, 399}) {
        boolean leads = status == 302 || status == 307;
        server.on("/orders", asked -> to(status, leads ? FOREIGN.url() + "/x" : "/mine"));
        int begin = server.asked().size();

        for (FeignException thrown :
            List.of(
                catchThrowableOfType(FeignException.class, own::orders),
                catchThrowableOfType(FeignException.class, () -> own.place("{}")))) {
          assertThat(thrown.status()).isEqualTo(status);
          assertThat(thrown.responseHeaders()).containsKey("location");
        }
        assertThat(server.asked()).hasSize(begin + 2);
      }
    }
    assertThat(REACHED_FOREIGN).isEmpty();
  }

  @Test
  @DisplayName("P14 a call that is rejected behind a redirect is resent from there")
  void rejectedBehind() {
    session.signIn(server.issueOutdated());
    server.on("/orders", asked -> to(303, "/orders/1"));

    shop.place("{\"lamp\": 1}");

    assertThat(server.lines())
        .containsExactly(
            "POST /orders Bearer access-1",
            "GET /orders/1 Bearer access-1",
            "POST /auth/refresh",
            "GET /orders/1 Bearer access-2");
  }
}
