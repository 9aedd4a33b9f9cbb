package counterpart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Spring Security with cookies and CookieCsrfTokenRepository")
class CookieServerTest {
  private static final String LOGIN =
      "username=" + CookieServer.USER + "&password=" + CookieServer.PASSWORD;
  private static final String OLD_CSRF =
      "XSRF-TOKEN=; Expires=Thu, 01 Jan 1970 00:00:10 GMT; Path=/";
  private static final String NEW_CSRF = "XSRF-TOKEN=*; Path=/";
  private static final String NEW_ACCESS = "access_token=*; Path=/; HttpOnly; SameSite=Strict";
  private static final String NEW_REFRESH =
      "refresh_token=*; Path=/auth; HttpOnly; SameSite=Strict";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private CookieServer server;

  @BeforeEach
  void start() throws IOException {
    server = SpringCookieServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  @DisplayName("sets the CSRF cookie on the first answer, whatever that says, and once")
  void firstAnswer() throws Exception {
    assertThat(get("/orders")).isEqualTo(new Answer(401, List.of(NEW_CSRF)));
    assertThat(get("/orders")).isEqualTo(new Answer(401, List.of()));
    assertThat(get("/")).isEqualTo(new Answer(200, List.of()));
  }

  @Test
  @DisplayName("signs in with the CSRF token alone, and replaces it")
  void login() throws Exception {
    assertThat(post("/auth/login", LOGIN)).isEqualTo(new Answer(403, List.of(NEW_CSRF)));
    assertThat(postWithCsrf("/auth/login", "username=ada&password=wrong").status()).isEqualTo(401);
    String before = csrf();

    assertThat(postWithCsrf("/auth/login", LOGIN))
        .isEqualTo(new Answer(204, List.of(OLD_CSRF, NEW_CSRF, NEW_ACCESS, NEW_REFRESH)));
    assertThat(csrf()).isNotEqualTo(before);
    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  @DisplayName("replaces the CSRF token with every answer to who is signed in")
  void csrfOfEachAnswer() throws Exception {
    signIn();
    String before = csrf();

    assertThat(get("/orders")).isEqualTo(new Answer(200, List.of(OLD_CSRF, NEW_CSRF)));
    assertThat(csrf()).isNotEqualTo(before);
    assertThat(postWithCsrf("/orders", "")).isEqualTo(new Answer(200, List.of(OLD_CSRF, NEW_CSRF)));
  }

  @Test
  @DisplayName("takes any CSRF token that comes as a cookie too, and so an earlier one")
  void earlierCsrf() throws Exception {
    signIn();
    String before = csrf();
    assertThat(get("/orders").status()).isEqualTo(200);

    assertThat(send("POST", "/orders", "", Map.of("X-XSRF-TOKEN", before)).status()).isEqualTo(403);
    cookies.put("XSRF-TOKEN", before);
    assertThat(postWithCsrf("/orders", "").status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "answers 403 to a call without the CSRF token, and 401 to an access token that ended")
  void verdicts() throws Exception {
    signIn();
    assertThat(postWithCsrf("/orders", "").status()).isEqualTo(200);
    assertThat(post("/orders", "")).isEqualTo(new Answer(403, List.of()));
    assertThat(send("POST", "/orders", "", Map.of("X-XSRF-TOKEN", "another")).status())
        .isEqualTo(403);

    server.expireAccessTokens();
    assertThat(get("/orders")).isEqualTo(new Answer(401, List.of()));
    assertThat(postWithCsrf("/orders", "")).isEqualTo(new Answer(401, List.of()));
    assertThat(post("/orders", "")).isEqualTo(new Answer(403, List.of()));
  }

  @Test
  @DisplayName("refreshes with the CSRF token, once for each refresh token")
  void refresh() throws Exception {
    signIn();
    server.expireAccessTokens();
    Map<String, String> before = Map.copyOf(cookies);

    assertThat(post("/auth/refresh", "")).isEqualTo(new Answer(403, List.of()));
    assertThat(postWithCsrf("/auth/refresh", ""))
        .isEqualTo(new Answer(204, List.of(NEW_ACCESS, NEW_REFRESH)));
    assertThat(get("/orders").status()).isEqualTo(200);
    assertThat(server.refreshes()).isEqualTo(1);
    assertThat(server.sessions()).isEqualTo(1);

    cookies.putAll(before);
    assertThat(postWithCsrf("/auth/refresh", "")).isEqualTo(new Answer(401, List.of()));
    assertThat(server.reuses()).isEqualTo(1);
    assertThat(server.sessions()).isZero();
  }

  @Test
  @DisplayName("clears all cookies when it signs out")
  void logout() throws Exception {
    signIn();

    assertThat(postWithCsrf("/auth/logout", "").status()).isEqualTo(204);
    assertThat(cookies).isEmpty();
    assertThat(server.sessions()).isZero();
  }

  private void signIn() throws IOException, InterruptedException {
    assertThat(get("/").status()).isEqualTo(200);
    assertThat(postWithCsrf("/auth/login", LOGIN).status()).isEqualTo(204);
  }

  private String csrf() {
    return cookies.getOrDefault("XSRF-TOKEN", "");
  }

  /** A status, and the values of all headers named Set-Cookie, but for what they set. */
  private record Answer(int status, List<String> cookies) {}

  private Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of());
  }

  private Answer post(String path, String form) throws IOException, InterruptedException {
    return send("POST", path, form, Map.of());
  }

  private Answer postWithCsrf(String path, String form) throws IOException, InterruptedException {
    return send("POST", path, form, Map.of("X-XSRF-TOKEN", csrf()));
  }

  /** Sends all cookies everywhere, which is more than a browser would. */
  private Answer send(String method, String path, String form, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(form));
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    List<String> set = answer.headers().allValues("Set-Cookie");
    set.forEach(this::keep);
    return new Answer(
        answer.statusCode(),
        set.stream().map(line -> line.replaceFirst("^([^=]+)=[^;]+", "$1=*")).toList());
  }

  private void keep(String line) {
    String name = line.substring(0, line.indexOf('='));
    String value = line.substring(line.indexOf('=') + 1, line.indexOf(';'));
    if (value.isEmpty()) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }
}
