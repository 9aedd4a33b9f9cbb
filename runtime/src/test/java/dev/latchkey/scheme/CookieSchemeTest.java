package dev.latchkey.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.scheme.Outgoing.Purpose;
import dev.latchkey.session.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cookies")
class CookieSchemeTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String URL = "https://notes.example/api/notes";

  private final CookieScheme scheme = CookieScheme.plain().clock(InstantSource.fixed(NOON));

  private static Outgoing to(Purpose purpose, String url) {
    return new Outgoing(purpose, "GET", url, url.startsWith("https:"));
  }

  private static Optional<Credential> after(
      CookieScheme scheme, @Nullable Credential held, String url, String... setCookies) {
    Map<String, Collection<String>> headers = Map.of("set-cookie", Arrays.asList(setCookies));
    return scheme.renewed(held, new Incoming(200, to(Purpose.CALL, url), headers));
  }

  /** Returns the cookies that a request carries after an answer from the usual URL. */
  private String sent(String url, String... setCookies) {
    return after(scheme, null, URL, setCookies)
        .map(held -> scheme.headers(held, to(Purpose.CALL, url)).getOrDefault("Cookie", ""))
        .orElse("");
  }

  @ParameterizedTest
  @DisplayName("go where RFC 6265 says, and nowhere else")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a=1                                  | https://notes.example/api/other    | a=1
          a=1                                  | https://notes.example/api          | a=1
          a=1                                  | https://notes.example/apis         | -
          a=1                                  | https://notes.example/             | -
          a=1; Path=/                          | https://notes.example              | a=1
          a=1; Path=/                          | https://notes.example?q=/api       | a=1
          a=1; Path=/refresh                   | https://notes.example/refresh      | a=1
          a=1; Path=/refresh                   | https://notes.example/refresh/now  | a=1
          a=1; Path=/refresh                   | https://notes.example/refreshing   | -
          a=1; Path=/refresh/                  | https://notes.example/refresh      | -
          a=1; Path=refresh                    | https://notes.example/api/x        | a=1
          a=1; Path=/                          | https://sub.notes.example/         | -
          a=1; Path=/; Domain=notes.example    | https://sub.notes.example/         | a=1
          a=1; Path=/; Domain=.Notes.Example   | https://sub.notes.example/         | a=1
          a=1; Path=/; Domain=example          | https://notes.example/             | -
          a=1; Path=/; Domain=evil.example     | https://notes.example/             | -
          a=1; Path=/; Domain=otes.example     | https://notes.example/             | -
          a=1; Path=/; Domain=sub.notes.example| https://notes.example/             | -
          a=1; Path=/; Secure                  | https://notes.example/             | a=1
          a=1; Path=/; Secure                  | http://notes.example/              | -
          a=1; Path=/                          | https://notes.example:8443/        | a=1
          a=1; Path=/                          | HTTPS://NOTES.example/             | a=1
          """)
  void match(String setCookie, String url, @Nullable String cookie) {
    assertThat(sent(url, setCookie)).isEqualTo(cookie == null ? "" : cookie);
  }

  @ParameterizedTest
  @DisplayName("live as long as they say")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a=1; Max-Age=1                                              | a=1
          a=1; Max-Age=0                                              | -
          a=1; Max-Age=-1                                             | -
          a=1; Max-Age=soon                                           | a=1
          a=1; Max-Age=999999999999999999                             | a=1
          a=1; Max-Age=9999999999999999999999                         | a=1
          a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT                  | -
          a=1; Expires=Sun, 22 Nov 2026 12:00:01 GMT                  | a=1
          a=1; Expires=Sun, 22 Nov 2026 11:59:59 GMT                  | -
          a=1; Expires=Sunday, 22-Nov-26 12:00:01 GMT                 | a=1
          a=1; Expires=Sun Nov 22 12:00:01 2026                       | a=1
          a=1; Expires=22-nOVember/2026 1:2:3zzz                      | -
          a=1; Expires=Sun, 31 Nov 2020 00:00:00 GMT                  | a=1
          a=1; Expires=Sun, 22 Nov 2020 24:00:00 GMT                  | a=1
          a=1; Expires=never                                          | a=1
          a=1; Expires=Sun, 22 Nov 1600 00:00:00 GMT                  | a=1
          a=1; Max-Age=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT       | a=1
          a=1; Expires=Sun, 22 Nov 2037 12:00:01 GMT; Max-Age=0       | -
          """)
  void lifetime(String setCookie, @Nullable String cookie) {
    assertThat(sent(URL, setCookie)).isEqualTo(cookie == null ? "" : cookie);
  }

  @ParameterizedTest
  @DisplayName("are not kept when they are none, too long, or could be forged")
  @ValueSource(
      strings = {
        "",
        ";",
        "a",
        "=1",
        "a=\u0001",
        "a=b\u00e4",
        "a=1\r\nX: 2",
        "a=1; Path=/\u0001",
        "__Secure-a=1",
        "__Host-a=1; Secure",
        "__Host-a=1; Secure; Path=/; Domain=notes.example",
        "__host-a=1; Path=/",
      })
  void notKept(String setCookie) {
    assertThat(after(scheme, null, URL, setCookie)).isEmpty();
  }

  @Test
  @DisplayName("are kept with the names by which a server makes sure of them")
  void prefixes() {
    assertThat(sent(URL, "__Secure-a=1; Secure", "__Host-b=2; Secure; Path=/"))
        .isEqualTo("__Secure-a=1; __Host-b=2");
  }

  @Test
  @DisplayName("are not set as secure over what somebody could have forged")
  void forged() {
    assertThat(after(scheme, null, "http://notes.example/", "a=1; Secure")).isEmpty();
    assertThat(after(scheme, null, "http://notes.example/", "a=1")).isPresent();
  }

  @Test
  @DisplayName("of addresses are for that address alone")
  void addresses() {
    assertThat(after(scheme, null, "http://10.0.0.1/", "a=1; Domain=0.0.1")).isEmpty();
    assertThat(after(scheme, null, "http://10.0.0.1/", "a=1; Domain=10.0.0.1")).isPresent();
    Credential held = after(scheme, null, "http://[::1]:8080/", "a=1; Path=/").orElseThrow();
    assertThat(scheme.headers(held, to(Purpose.CALL, "http://[::1]:9090/")))
        .isEqualTo(Map.of("Cookie", "a=1"));
  }

  @Test
  @DisplayName("replace each other by name, domain and path; the most specific goes first")
  void replace() {
    Credential one = after(scheme, null, URL, "a=1; Path=/", "a=2; Path=/api", "b=3").orElseThrow();
    Credential other = after(scheme, one, URL, "a=4; Path=/", "b=; Max-Age=0").orElseThrow();

    assertThat(scheme.headers(one, to(Purpose.CALL, URL)))
        .isEqualTo(Map.of("Cookie", "a=2; b=3; a=1"));
    assertThat(scheme.headers(other, to(Purpose.CALL, URL)))
        .isEqualTo(Map.of("Cookie", "a=2; a=4"));
  }

  @Test
  @DisplayName(
      "that an answer takes away and sets are set, in whichever order they are handed over")
  void takenAwayAndSet() {
    String away = "a=; Expires=Thu, 01 Jan 1970 00:00:10 GMT";

    assertThat(List.of(sent(URL, away, "a=2"), sent(URL, "a=2", away)))
        .isEqualTo(List.of("a=2", "a=2"));
  }

  @Test
  @DisplayName("that change nothing are no new credential")
  void unchanged() {
    Credential held = after(scheme, null, URL, "a=1").orElseThrow();

    assertThat(after(scheme, held, URL, "a=1")).isEmpty();
    assertThat(after(scheme, held, URL, "nothing")).isEmpty();
    assertThat(after(scheme, null, URL, "a=; Max-Age=0")).isEmpty();
  }

  @Test
  @DisplayName("that a server takes away, all of them, are carried no more")
  void takenAway() {
    Credential held = after(scheme, null, URL, "a=1").orElseThrow();
    Credential emptied = after(scheme, held, URL, "a=; Max-Age=0").orElseThrow();

    assertThat(scheme.headers(emptied, to(Purpose.CALL, URL))).isEmpty();
    assertThat(scheme.signsIn(emptied)).isFalse();
    assertThat(after(scheme, emptied, URL, "a=; Max-Age=0")).isEmpty();
    assertThat(after(scheme, emptied, URL, "a=2")).isEqualTo(after(scheme, null, URL, "a=2"));
  }

  @Test
  @DisplayName("that only the server could set are not replaced by what others could")
  void replacedOverHttp() {
    Credential held =
        after(scheme, null, "https://notes.example/", "a=1; Secure", "b=1").orElseThrow();

    assertThat(after(scheme, held, "http://notes.example/", "a=2")).isEmpty();
    assertThat(after(scheme, held, "http://notes.example/", "b=2")).isPresent();
  }

  @Test
  @DisplayName("of a hostile server are bounded in length and number")
  void bounded() {
    assertThat(after(scheme, null, URL, "a=" + "x".repeat(100_000))).isEmpty();
    assertThat(sent(URL, "a=1; Path=/" + "x".repeat(2000))).isEqualTo("a=1");
    String[] thousands =
        IntStream.range(0, 5000).mapToObj(i -> "c" + i + "=1").toArray(String[]::new);
    assertThat(sent(URL, thousands).split("; ", -1)).hasSize(50);
    Credential full = after(scheme, null, URL, thousands).orElseThrow();
    Credential changed = after(scheme, full, URL, "new=1").orElseThrow();
    assertThat(scheme.headers(changed, to(Purpose.CALL, URL)).getOrDefault("Cookie", ""))
        .contains("c199=1", "new=1")
        .doesNotContain("c150=1");
    String[] large =
        IntStream.range(0, 40)
            .mapToObj(i -> "c" + i + "=" + "x".repeat(4000))
            .toArray(String[]::new);
    assertThat(sent(URL, large)).contains("c39=").hasSizeBetween(28_000, 33_000);
  }

  @Test
  @DisplayName("are mirrored for CSRF, anew in each request, and for a refresh by its own")
  void mirrored() {
    CookieScheme flask = CookieScheme.flaskJwtExtended().clock(InstantSource.fixed(NOON));
    Credential held =
        after(
                flask,
                null,
                "https://notes.example/login",
                "access_token_cookie=a1; HttpOnly; Secure; Path=/",
                "csrf_access_token=ca1; Secure; Path=/",
                "refresh_token_cookie=r1; HttpOnly; Secure; Path=/refresh",
                "csrf_refresh_token=cr1; Secure; Path=/")
            .orElseThrow();

    assertThat(flask.headers(held, to(Purpose.CALL, URL)))
        .isEqualTo(
            Map.of(
                "Cookie",
                "access_token_cookie=a1; csrf_access_token=ca1; csrf_refresh_token=cr1",
                "X-CSRF-TOKEN",
                "ca1"));
    assertThat(flask.lifecycleHeaders(held, to(Purpose.REFRESH, "https://notes.example/refresh")))
        .isEqualTo(
            Map.of(
                "Cookie",
                "refresh_token_cookie=r1; access_token_cookie=a1; csrf_access_token=ca1;"
                    + " csrf_refresh_token=cr1",
                "X-CSRF-TOKEN",
                "cr1"));
    assertThat(flask.lifecycleHeaders(held, to(Purpose.SIGN_IN, URL)))
        .containsEntry("X-CSRF-TOKEN", "ca1");
  }

  @Test
  @DisplayName("are mirrored though their path is another")
  void mirroredFromAnotherPath() {
    CookieScheme django = CookieScheme.django().clock(InstantSource.fixed(NOON));
    Credential held = after(django, null, URL, "csrftoken=c1; Path=/admin").orElseThrow();

    assertThat(django.headers(held, to(Purpose.CALL, URL)))
        .isEqualTo(Map.of("X-CSRFToken", "c1", "Referer", "https://notes.example/"));
  }

  @Test
  @DisplayName("P22 are not mirrored to another host, nor where they could be read")
  void mirroredElsewhere() {
    CookieScheme angular = CookieScheme.angular().clock(InstantSource.fixed(NOON));
    Credential held = after(angular, null, URL, "XSRF-TOKEN=x; Path=/; Secure").orElseThrow();

    assertThat(angular.headers(held, to(Purpose.CALL, "https://other.example/"))).isEmpty();
    assertThat(angular.headers(held, to(Purpose.CALL, "http://notes.example/"))).isEmpty();
    assertThat(angular.headers(held, to(Purpose.CALL, URL))).containsEntry("X-XSRF-TOKEN", "x");
  }

  @Test
  @DisplayName("are those of the URL's host, whatever is in its query or its path")
  void oddUrls() {
    Credential held = after(scheme, null, "http://127.0.0.1:8080/x?ids[]=1", "a=1").orElseThrow();
    assertThat(scheme.headers(held, to(Purpose.CALL, "http://127.0.0.1:81/")))
        .containsEntry("Cookie", "a=1");
    assertThat(after(scheme, null, "https://notes.example/a;v=1/b", "a=1")).isPresent();
  }

  @Test
  @DisplayName("sign somebody in who has more than a CSRF token, or the cookie that is named")
  void signsIn() {
    CookieScheme angular = CookieScheme.angular();
    assertThat(angular.signsIn(after(angular, null, URL, "XSRF-TOKEN=x").orElseThrow())).isFalse();
    assertThat(angular.signsIn(after(angular, null, URL, "XSRF-TOKEN=x", "s=1").orElseThrow()))
        .isTrue();
    CookieScheme django = CookieScheme.django();
    assertThat(django.signsIn(after(django, null, URL, "csrftoken=x", "s=1").orElseThrow()))
        .isFalse();
    assertThat(django.signsIn(after(django, null, URL, "sessionid=1").orElseThrow())).isTrue();
  }

  @Test
  @DisplayName("are carried by nobody whose credential holds a token of another scheme")
  void foreign() {
    assertThat(List.of("token", "a;b;c;d;e", "a=1;h;/;x;h", "a=1;h;/;1"))
        .allSatisfy(
            text ->
                assertThat(scheme.headers(Credential.of(text), to(Purpose.CALL, URL))).isEmpty());
  }

  @Test
  @DisplayName("P24 are not mirrored in what cannot be the name of a header")
  void badHeader() {
    assertThatThrownBy(() -> scheme.csrf("c", "X Csrf"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scheme.refreshCsrf("c", "X\nCsrf"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("P23 are not printed")
  void text() {
    Cookie cookie = Cookie.read("a=secret", RequestUrl.of(URL), true, NOON.toEpochMilli());

    assertThat(List.of(String.valueOf(cookie), new CookieJar(List.of(cookie)).toString()))
        .isEqualTo(List.of("Cookie[a]", "CookieJar[Cookie[a]]"));
    assertThat(CookieScheme.flaskJwtExtended())
        .hasToString("CookieScheme[csrf_access_token in X-CSRF-TOKEN, refresh csrf_refresh_token]");
    assertThat(CookieScheme.plain()).hasToString("CookieScheme[no CSRF]");
  }

  @Test
  @DisplayName("are mirrored by the one of a name that a server reads, which is the first")
  void mirrorsTheFirst() {
    CookieScheme angular = CookieScheme.angular().clock(InstantSource.fixed(NOON));
    Credential held =
        after(angular, null, URL, "XSRF-TOKEN=root; Path=/", "XSRF-TOKEN=api; Path=/api")
            .orElseThrow();

    assertThat(angular.headers(held, to(Purpose.CALL, URL)))
        .containsEntry("Cookie", "XSRF-TOKEN=api; XSRF-TOKEN=root")
        .containsEntry("X-XSRF-TOKEN", "api");
  }

  @Test
  @DisplayName("go over to a successor where that has set no others")
  void inherited() {
    Credential before = after(scheme, null, URL, "a=1", "b=1", "c=1", "d=1").orElseThrow();
    Credential after =
        after(scheme, before, URL, "a=2", "b=2", "c=; Max-Age=0", "d=; Max-Age=0", "e=2", "f=2")
            .orElseThrow();
    Credential successor = after(scheme, before, URL, "b=3", "d=3", "f=3").orElseThrow();

    Credential inheriting = scheme.inherited(before, after, successor);

    assertThat(scheme.headers(inheriting, to(Purpose.CALL, URL)))
        .containsEntry("Cookie", "b=3; d=3; f=3; a=2; e=2");
    assertThat(scheme.inherited(before, after, inheriting)).isSameAs(inheriting);
    assertThat(scheme.inherited(before, before, successor)).isSameAs(successor);
  }
}
