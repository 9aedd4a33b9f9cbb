package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.Anonymous;
import dev.latchkey.ApiClientBuilder;
import dev.latchkey.SignIn;
import dev.latchkey.scheme.CookieScheme;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.Refresher;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.session.SessionStore;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Asked;
import dev.latchkey.shop.AsyncNotes;
import dev.latchkey.shop.CookieServer;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Notes;
import feign.FeignException;
import feign.Logger;
import feign.RequestLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session of cookies")
class CookieSessionTest {
  private static final int CALLS = 50;

  private final CookieServer server = new CookieServer();
  private final HttpFront front = new HttpFront(server);
  private final AuthSession session = AuthSession.builder().build();
  private final Notes notes = configured(Notes.builder()).build();

  private <T> ApiClientBuilder<T> configured(ApiClientBuilder<T> builder) {
    return builder.url(front.url()).session(session).scheme(CookieScheme.flaskJwtExtended());
  }

  @AfterEach
  void close() {
    front.close();
  }

  @Test
  @DisplayName(
      "signs in by a void endpoint, refreshes once, and resends with the new CSRF token (b25)")
  void life() {
    notes.login("open-sesame");
    notes.add("milk");
    server.revoke("a-1");
    notes.add("bread");
    notes.logout();

    assertThat(server.lines())
        .containsExactly(
            "POST /login []",
            "POST /notes [a-1] ca-1",
            "POST /notes [a-1] ca-1",
            "POST /refresh [a-1, r-1] cr-1",
            "POST /notes [a-2] ca-2",
            "POST /logout [a-2] ca-2");
    assertThatThrownBy(notes::notes).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P1 refreshes once for all its calls, blocking or not")
  void storm() throws Exception {
    AsyncNotes async =
        configured(AsyncNotes.builder()).session(AuthSession.builder().build()).build();
    async.login("open-sesame").get(10, TimeUnit.SECONDS);
    server.revoke("a-1");
    List<CompletableFuture<String>> futures = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      futures.add(async.add("milk"));
    }
    for (CompletableFuture<String> future : futures) {
      assertThat(future.get(10, TimeUnit.SECONDS)).contains("1");
    }
    assertThat(server.count("POST /refresh")).isEqualTo(1);

    notes.login("open-sesame");
    server.revoke("a-3");
    ExecutorService threads = Executors.newFixedThreadPool(CALLS);
    List<Future<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(threads.submit(() -> notes.add("bread")));
    }
    for (Future<String> call : calls) {
      assertThat(call.get(10, TimeUnit.SECONDS)).contains("1");
    }
    threads.shutdown();
    assertThat(server.count("POST /refresh")).isEqualTo(2);
    server.assertNoTokenWasPresentedTwice();
    async.logout().get(10, TimeUnit.SECONDS);
    assertThat(server.lines()).endsWith("POST /logout [a-2] ca-2");
  }

  @Test
  @DisplayName("takes cookies from any answer, without making another generation of it")
  void anyAnswer() {
    notes.login("open-sesame");
    server.on(
        "/notes",
        asked ->
            asked.method().equals("GET")
                ? Answered.json("[]")
                    .with(
                        "Set-Cookie",
                        "access_token_cookie=a-9; Path=/\ncsrf_access_token=ca-9; Path=/")
                : server.standard(asked));
    long before = session.current().number();
    notes.notes();

    assertThat(session.current().number()).isEqualTo(before);
    notes.add("milk"); // which the server rejects, since it has never issued that one
    assertThat(server.lines())
        .endsWith(
            "GET /notes [a-1] ca-1",
            "POST /notes [a-9] ca-9",
            "POST /refresh [a-9, r-1] cr-1",
            "POST /notes [a-2] ca-2");
  }

  @Test
  @DisplayName(
      "carries to the sign-in what came before it, and nothing of whoever was there before")
  void visitor() {
    server.on(
        "/login",
        asked ->
            asked.method().equals("GET")
                ? Answered.json("\"page\"")
                    .with("Set-Cookie", "csrf_access_token=pre; Path=/\nseen=1; Path=/")
                : asked.header("x-csrf-token").equals("pre")
                    ? server.issue()
                    : Answered.of(403).with("Set-Cookie", "csrf_access_token=pre; Path=/"));

    assertThatThrownBy(() -> notes.login("x")).isInstanceOf(FeignException.Forbidden.class);
    notes.login("open-sesame");
    assertThatThrownBy(() -> notes.login("x")).isInstanceOf(FeignException.Forbidden.class);
    notes.loginPage();
    notes.login("open-sesame");
    notes.add("milk");

    assertThat(server.lines())
        .containsExactly(
            "POST /login []",
            "POST /login [] pre",
            "POST /login []",
            "GET /login []",
            "POST /login [1] pre",
            "POST /notes [a-2, 1] ca-2");
  }

  @Test
  @DisplayName("is not begun by a sign-in that asks for a second factor")
  void secondFactor() {
    server.on(
        "/login",
        asked ->
            asked.body().contains("code")
                ? server.standard(asked)
                : Answered.of(202).with("Set-Cookie", "pending=p; Path=/"));

    notes.login("open-sesame");
    assertThatThrownBy(notes::notes).isInstanceOf(NotSignedInException.class);
    notes.login("code");
    notes.notes();

    assertThat(server.lines())
        .containsExactly("POST /login []", "POST /login [p]", "GET /notes [a-1, p] ca-1");
  }

  @Test
  @DisplayName("goes on with the cookies that it has where a refresh sets no others")
  void slidingSession() {
    notes.login("open-sesame");
    long before = session.current().number();
    server.on("/refresh", asked -> Answered.of(204));
    session.refresh();
    notes.add("milk");

    assertThat(session.current().number()).isEqualTo(before + 1);
    assertThat(server.lines()).endsWith("POST /notes [a-1] ca-1");
  }

  @Test
  @DisplayName("P3 leaves nothing that somebody is signed in by to whoever signs in next")
  void failedAfterSigningIn() {
    server.on(
        "/login",
        asked -> {
          Answered first = asked.body().contains("ada") ? Answered.of(302) : server.issue();
          return first.status() == 302
              ? first
                  .with("Location", "/home")
                  .with("Set-Cookie", "access_token_cookie=a-ada; Path=/")
              : first;
        });
    server.on("/home", asked -> Answered.of(500));

    assertThatThrownBy(() -> notes.login("ada")).isInstanceOf(FeignException.class);
    notes.login("bob");

    assertThat(server.lines())
        .containsExactly("POST /login []", "GET /home [a-ada]", "POST /login []");
  }

  @Test
  @DisplayName("P3 forgets at a sign-out what anonymous endpoints have brought")
  void visitorAfterSignOut() {
    notes.login("open-sesame");
    server.on("/login", asked -> Answered.of(204).with("Set-Cookie", "seen=1; Path=/"));
    notes.loginPage();
    notes.logout();
    notes.login("x");

    assertThat(server.lines()).endsWith("POST /logout [a-1, 1] ca-1", "POST /login []");
  }

  @Test
  @DisplayName("is begun by a sign-in that only takes note of the cookies that are there")
  void tookNote() {
    Notes express = configured(Notes.builder()).scheme(CookieScheme.plain()).build();
    server.on(
        "/login",
        asked ->
            asked.method().equals("GET")
                ? Answered.of(204).with("Set-Cookie", "connect.sid=s-1; Path=/")
                : Answered.of(204));
    server.on("/notes", asked -> Answered.json("[]"));

    express.loginPage();
    express.login("open-sesame");
    express.notes();

    assertThat(server.lines())
        .containsExactly("GET /login []", "POST /login [s-1]", "GET /notes [s-1]");
  }

  /** An API whose sessions end, and are never refreshed. */
  interface Pages {
    @SignIn
    @RequestLine("POST /login")
    void login(String password);

    @RequestLine("GET /page")
    String page();

    @RequestLine("POST /page")
    CompletableFuture<String> write(String text);
  }

  private Pages pages() {
    return pages(AuthSession.builder().build());
  }

  private Pages pages(AuthSession session) {
    return configured(new ApiClientBuilder<>(Pages.class, UnaryOperator.identity()))
        .session(session)
        .build();
  }

  @Test
  @DisplayName("P15 that cannot be refreshed goes on with what an answer has brought meanwhile")
  void outdated() throws Exception {
    Pages pages = pages();
    server.on(
        "/page",
        asked -> {
          Answered fresh = Answered.of(401).with("Set-Cookie", "csrf_access_token=ca-9; Path=/");
          return asked.header("x-csrf-token").equals("ca-9") ? Answered.json("1") : fresh;
        });

    pages.login("open-sesame");
    assertThat(pages.page()).isEqualTo("1");
    pages.login("open-sesame");
    assertThat(pages.write("x").get(10, TimeUnit.SECONDS)).isEqualTo("1");

    assertThat(server.lines())
        .containsExactly(
            "POST /login []",
            "GET /page [a-1] ca-1",
            "GET /page [a-1] ca-9",
            "POST /login []",
            "POST /page [a-2] ca-2",
            "POST /page [a-2] ca-9");
  }

  @Test
  @DisplayName("P15 that cannot be refreshed ends when that is rejected as well")
  void outdatedInVain() {
    Pages pages = pages();
    server.on(
        "/page",
        asked -> Answered.of(401).with("Set-Cookie", "seen=" + server.lines().size() + "; Path=/"));

    pages.login("open-sesame");
    assertThatThrownBy(pages::page).isInstanceOf(SessionExpiredException.class);
    pages.login("open-sesame");
    assertThatThrownBy(() -> pages.write("x").get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SessionExpiredException.class);

    assertThat(server.count("GET /page")).isEqualTo(2);
    assertThat(server.count("POST /page")).isEqualTo(2);
  }

  @Test
  @DisplayName("P3 is not tried again when somebody has signed out, or in, while it was rejected")
  void outdatedAndOver() {
    AuthSession visited = AuthSession.builder().build();
    Pages pages = pages(visited);
    Answered rejection = Answered.of(401).with("Set-Cookie", "csrf_access_token=ca-9; Path=/");
    server.on(
        "/page",
        asked -> {
          Credential same = visited.current().credential();
          visited.signOut();
          if (asked.method().equals("POST")) {
            visited.signIn(same);
          }
          return rejection;
        });

    pages.login("open-sesame");
    assertThatThrownBy(pages::page).isInstanceOf(SessionEndedException.class);
    pages.login("open-sesame");
    assertThatThrownBy(() -> pages.write("x").get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SessionEndedException.class);

    assertThat(server.lines())
        .containsExactly(
            "POST /login []", "GET /page [a-1] ca-1", "POST /login []", "POST /page [a-2] ca-2");
  }

  @Test
  @DisplayName(
      "is refreshed after a rejection that sets a cookie itself, such as a load balancer's")
  void cookieOfTheRejection() {
    notes.login("open-sesame");
    server.revoke("a-1");
    server.on(
        "/notes",
        asked ->
            server
                .standard(asked)
                .with("Set-Cookie", "sticky=" + server.lines().size() + "; Path=/"));

    notes.add("milk");

    assertThat(server.lines())
        .containsExactly(
            "POST /login []",
            "POST /notes [a-1] ca-1",
            "POST /refresh [a-1, r-1, 2] cr-1",
            "POST /notes [a-2, 2] ca-2");
  }

  @Test
  @DisplayName("P11 expires when its refresh is refused, though the server takes all cookies away")
  void refused() {
    notes.login("open-sesame");
    server.revoke("a-1");
    String gone =
        "access_token_cookie=; Max-Age=0; Path=/\nrefresh_token_cookie=; Max-Age=0; Path=/refresh";
    server.on("/refresh", asked -> Answered.of(401).with("Set-Cookie", gone));

    assertThatThrownBy(notes::notes).isInstanceOf(SessionExpiredException.class);
    assertThatThrownBy(notes::notes).isInstanceOf(SessionExpiredException.class);
    assertThat(server.count("GET /notes")).isEqualTo(1);
  }

  @Test
  @DisplayName("P23 is never logged, and no answer shows its cookies")
  void log() {
    FeignLog log = new FeignLog();
    Notes logged = configured(Notes.builder()).logger(log).logLevel(Logger.Level.FULL).build();
    logged.login("open-sesame");
    server.revoke("a-1");
    logged.add("milk");
    server.on("/notes", asked -> Answered.of(500).with("Set-Cookie", "access_token_cookie=a-9"));
    FeignException thrown = catchThrowableOfType(FeignException.class, logged::notes);

    assertThat(thrown.responseHeaders().toString().toLowerCase(Locale.ROOT))
        .doesNotContain("set-cookie");
    assertThat(log.lines()).isNotEmpty();
    assertThat(log.lines().toString())
        .doesNotContain("a-1", "a-2", "a-9", "r-1", "r-2", "open-sesame", "ookie");
  }

  @Test
  @DisplayName("is refused by build() where a void endpoint has a scheme that takes no cookies")
  void withoutCookies() {
    assertThatThrownBy(() -> configured(Notes.builder()).scheme(Scheme.bearer()).build())
        .isInstanceOf(IllegalStateException.class)
        .message()
        .matches(
            "Notes.(login is @SignIn|refresh is @Refresh), but void yields no credential; return"
                + " TokenResponse, or a type of yours that implements CredentialResponse, or set a"
                + " scheme that takes it from cookies, as CookieScheme does.");
  }

  private interface Site {
    @Anonymous
    @RequestLine("GET /news")
    void news();

    @SignIn
    @RequestLine("POST /login")
    void login(String who);

    @RequestLine("GET /slow")
    void slow();

    @RequestLine("POST /notes")
    void add(String note);
  }

  private final AuthSession visitors = AuthSession.builder().build();
  private final List<String> carried = new CopyOnWriteArrayList<>();

  /** Returns a client of a site that answers what is said, and says its requests' cookies. */
  private Site site(Scheme scheme, @Nullable Refresher refresher, Function<Asked, Answered> says) {
    server.on("/news", asked -> heard(asked, says));
    server.on("/login", asked -> heard(asked, says));
    server.on("/slow", asked -> heard(asked, says));
    server.on("/notes", asked -> heard(asked, says));
    if (refresher != null) {
      visitors.refreshWith(refresher);
    }
    return new ApiClientBuilder<>(Site.class, UnaryOperator.identity())
        .url(front.url())
        .session(visitors)
        .scheme(scheme)
        .build();
  }

  private Answered heard(Asked asked, Function<Asked, Answered> says) {
    carried.add(asked.path() + " " + asked.header("cookie") + " " + asked.header("x-xsrf-token"));
    return says.apply(asked);
  }

  private static Answered shop(Asked asked) {
    return switch (asked.path()) {
      case "/news" -> Answered.of(204).with("Set-Cookie", "cart=ada; Path=/");
      case "/login" -> Answered.of(204).with("Set-Cookie", "sid=1; Path=/");
      default -> Answered.of(204);
    };
  }

  @Test
  @DisplayName("P3 leaves to nobody what anonymous endpoints have brought during it")
  void visitorOfAnother() {
    Site site = site(CookieScheme.plain(), null, CookieSessionTest::shop);
    site.login("ada");
    site.news();
    visitors.signOut();
    site.login("bob");
    site.add("milk");

    assertThat(carried).doesNotContain("ada").endsWith("/login  ", "/notes sid=1 ");
  }

  @Test
  @DisplayName("P3 leaves to somebody who signs in by hand nothing to be handed on later")
  void visitorBeforeHand() {
    Site site = site(CookieScheme.plain(), null, CookieSessionTest::shop);
    site.news();
    visitors.signIn(Credential.of("s;127.0.0.1;/;9223372036854775807;h"));
    site.add("milk");
    visitors.signOut();
    site.login("bob");

    assertThat(carried).endsWith("/login  ");
  }

  @Test
  @DisplayName("takes what anonymous endpoints bring it, such as a CSRF token")
  void anonymousToken() {
    Site site =
        site(
            CookieScheme.angular(),
            null,
            asked ->
                asked.path().equals("/news")
                    ? Answered.of(204).with("Set-Cookie", "XSRF-TOKEN=t; Path=/")
                    : shop(asked));
    site.login("ada");
    site.news();
    site.add("milk");

    assertThat(carried).endsWith("/notes sid=1; XSRF-TOKEN=t t");
  }

  @Test
  @DisplayName("P1 keeps a cookie that comes while a refresh is under way")
  void cookieDuringRefresh() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch refreshing = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    Site site =
        site(
            CookieScheme.plain(),
            held -> {
              refreshing.countDown();
              assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
              return () -> Credential.of(held.accessToken().replace("sid=1", "sid=2"));
            },
            asked ->
                switch (asked.path()) {
                  case "/login" ->
                      Answered.of(204).with("Set-Cookie", "sid=1; Path=/\nseen=1; Path=/");
                  case "/slow" -> {
                    slow.countDown();
                    await(refreshing);
                    yield Answered.of(204).with("Set-Cookie", "seen=2; Path=/\nsid=0; Path=/");
                  }
                  default -> Answered.of(asked.header("cookie").contains("sid=2") ? 204 : 401);
                });
    site.login("ada");
    CompletableFuture<Void> call =
        CompletableFuture.runAsync(
            () -> {
              site.slow();
              answered.countDown();
            });
    await(slow);
    site.add("milk");
    call.get(20, TimeUnit.SECONDS);

    // What the refresh has set itself is newer than what an earlier request was answered.
    assertThat(carried).endsWith("/notes sid=2; seen=2 ");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("P3 is not replaced by a session of nobody's that an anonymous endpoint begins")
  void sessionOfNobody() {
    Site site =
        site(
            CookieScheme.plain(),
            null,
            asked ->
                asked.path().equals("/news")
                    ? Answered.of(204).with("Set-Cookie", "sid=0; Path=/\nsid=; Path=/; Max-Age=0")
                    : shop(asked));
    site.login("ada");
    site.news();
    site.add("milk");

    assertThat(carried).endsWith("/notes sid=1 ");
  }

  @Test
  @DisplayName("carries a CSRF token to the sign-in of a process that has not read the store yet")
  void tokenBeforeTheStore() {
    SessionStore store = SessionStore.inMemory();
    AuthSession.builder().store(store).build().signIn(Credential.of("somebody"));
    server.on("/news", asked -> Answered.of(204).with("Set-Cookie", "XSRF-TOKEN=t; Path=/"));
    server.on("/login", asked -> heard(asked, CookieSessionTest::shop));
    Site site =
        new ApiClientBuilder<>(Site.class, UnaryOperator.identity())
            .url(front.url())
            .session(AuthSession.builder().store(store).build())
            .scheme(CookieScheme.angular())
            .build();
    site.news();
    site.login("ada");

    assertThat(carried).containsExactly("/login XSRF-TOKEN=t t");
  }

  @Test
  @DisplayName("carries to a sign-in what came before it, whatever comes late for another")
  void lateVisit() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    AtomicBoolean waits = new AtomicBoolean(true);
    Site site =
        site(
            CookieScheme.angular(),
            null,
            request -> {
              if (request.path().equals("/news") && waits.getAndSet(false)) {
                asked.countDown();
                await(late);
                return Answered.of(204).with("Set-Cookie", "lb=1; Path=/");
              }
              return request.path().equals("/news")
                  ? Answered.of(204).with("Set-Cookie", "XSRF-TOKEN=t; Path=/")
                  : shop(request);
            });
    site.login("ada");
    CompletableFuture<Void> visit = CompletableFuture.runAsync(site::news);
    await(asked);
    visitors.signOut();
    site.news();
    late.countDown();
    visit.get(20, TimeUnit.SECONDS);
    site.login("bob");

    assertThat(carried).endsWith("/login XSRF-TOKEN=t t");
  }
}
