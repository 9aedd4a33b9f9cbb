package counterpart;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.TokenResponse;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signs the user in as a browser does, by the authorization code grant with PKCE: it keeps cookies,
 * fills in the login form, and follows each redirect but the last, whose code it hands to the
 * client.
 */
final class Browser {
  private static final Pattern CSRF_FIELD =
      Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final AuthorizationServer server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  private Browser(AuthorizationServer server) {
    this.server = server;
  }

  /** Signs the user in and returns what the client is issued. */
  static TokenResponse signIn(AuthorizationServer server) throws IOException, InterruptedException {
    Browser browser = new Browser(server);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String verifier = BASE64.encodeToString(random);
    return browser.redeem(browser.authorizationCode(verifier), verifier);
  }

  private String authorizationCode(String verifier) throws IOException, InterruptedException {
    URI authorize =
        at(
            "/oauth2/authorize?"
                + form(
                    Map.of(
                        "response_type", "code",
                        "client_id", AuthorizationServer.CLIENT,
                        "redirect_uri", AuthorizationServer.CALLBACK,
                        "scope", "reports",
                        "state", "of-the-client",
                        "code_challenge", sha256(verifier),
                        "code_challenge_method", "S256")));
    URI login = redirected(get(authorize));
    Matcher csrf = CSRF_FIELD.matcher(get(login).body());
    if (!csrf.find()) {
      throw new IOException(login + " shows no login form.");
    }
    URI back =
        redirected(
            post(
                login,
                Map.of(
                    "username", AuthorizationServer.USER,
                    "password", AuthorizationServer.PASSWORD,
                    "_csrf", csrf.group(1))));
    String callback = redirected(get(back)).toString();
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(callback);
    if (!callback.startsWith(AuthorizationServer.CALLBACK) || !code.find()) {
      throw new IOException("The client is called back without a code.");
    }
    return code.group(1);
  }

  /** What the client does behind the callback. */
  private TokenResponse redeem(String code, String verifier)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        asClient(
            server,
            "/oauth2/token",
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                AuthorizationServer.CALLBACK,
                "code_verifier",
                verifier));
    if (answer.statusCode() != 200) {
      throw new IOException("The code is answered with " + answer.statusCode());
    }
    return new ObjectMapper().readValue(answer.body(), TokenResponse.class);
  }

  /** Posts a form in the name of the client, without Latchkey. */
  static HttpResponse<String> asClient(
      AuthorizationServer server, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String secret = AuthorizationServer.CLIENT + ":" + AuthorizationServer.SECRET;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(url).header("Accept", "text/html").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(URI url, Map<String, String> fields)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(url)
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI redirected(HttpResponse<String> answer) throws IOException {
    return answer
        .headers()
        .firstValue("Location")
        .map(location -> at("/").resolve(location))
        .orElseThrow(
            () -> new IOException(answer.uri() + " answers " + answer.statusCode() + " instead."));
  }

  private URI at(String path) {
    return URI.create(server.url() + path);
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String sha256(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
