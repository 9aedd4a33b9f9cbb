package dev.latchkey.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.Server;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.FeignException;
import feign.Headers;
import feign.Logger;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.RequestTemplate;
import feign.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A credential")
class SecretsTest {
  private static final String PASSWORD = "open-sesame";

  /** Tokens in every place where a lifecycle endpoint can put them. */
  interface Leaky {
    @SignIn
    @Headers("X-Password: {p}")
    @RequestLine("POST /auth/login/{p}?password={p}")
    TokenResponse login(@Param("p") String password);

    @Refresh
    @Headers("X-Refresh: {t}")
    @RequestLine("POST /auth/refresh/{t}?token={t}")
    TokenResponse refresh(@Param("t") String token);

    @SignOut
    @Headers("X-Refresh: {t}")
    @RequestLine("DELETE /auth/logout/{t}?token={t}")
    void logout(@Param("t") String token);

    @RequestLine("GET /orders")
    String orders();
  }

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session =
      AuthSession.builder()
          .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
          .build();
  private final FeignLog log = new FeignLog();

  private Shop shop() {
    return Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .logger(log)
        .logLevel(Logger.Level.FULL)
        .build();
  }

  private Leaky leaky() {
    return new ApiClientBuilder<>(Leaky.class, UnaryOperator.identity())
        .url(Shop.URL + "/api")
        .session(session)
        .client(transport)
        .logger(log)
        .logLevel(Logger.Level.FULL)
        .build();
  }

  @Test
  @DisplayName("P23 is in no line of Feign's log at FULL, on ordinary and lifecycle endpoints")
  void logs() {
    Shop shop = shop();
    shop.login(PASSWORD);
    server.revoke("access-1");
    shop.orders();
    shop.place("lamp");
    shop.logout(new RefreshRequest("refresh-2"));

    assertThat(server.lines()).contains("GET /orders Bearer access-2");
    assertThat(log.lines()).anyMatch(line -> line.contains("/orders"));
    assertDiscreet(String.join("\n", log.lines()));
    assertThat(log.lines()).noneMatch(line -> line.contains("/auth/"));
  }

  /** Keeps the requests that answers come with; public, since Feign calls it by reflection. */
  public static final class Watching implements Capability {
    private final List<Request> seen = new ArrayList<>();

    @Override
    public Client enrich(Client client) {
      return (request, options) -> {
        Response answer = client.execute(request, options);
        seen.add(answer.request());
        return answer;
      };
    }
  }

  @Test
  @DisplayName("P23 is on no answer that a capability above the session sees")
  void capabilitiesAbove() {
    session.signIn(server.issue());
    Watching above = new Watching();

    Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .addCapability(above)
        .build()
        .orders();

    assertThat(above.seen)
        .hasSize(1)
        .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Authorization"));
  }

  @Test
  @DisplayName("P23 is in no exception of an ordinary call, nor in its request")
  void exceptions() {
    session.signIn(server.issue());
    server.on("/orders", asked -> Answered.of(500));

    Throwable thrown = catchThrowable(() -> shop().orders());

    assertThat(thrown).isInstanceOf(FeignException.InternalServerError.class);
    assertDiscreet(everythingIn(thrown));
  }

  /** What a server can do to make a client quote what it sent. */
  private static final Map<String, Server> INDISCREET =
      Map.of(
          "echoes as an error", asked -> Answered.of(500, asked.toString()),
          "echoes as a refusal", asked -> Answered.of(400, asked.toString()),
          "echoes as an answer", asked -> Answered.of(200, asked.toString()),
          "answers half a token", asked -> Answered.of(200, "{\"accessToken\": \"access-1"),
          "answers another shape", asked -> Answered.of(200, "[\"access-1\", \"refresh-1\"]"),
          "answers a bad number",
              asked -> Answered.of(200, "{\"accessToken\":\"a\",\"expiresIn\":\"access-1\"}"),
          "answers a token with a line feed",
              asked -> Answered.of(200, "{\"accessToken\":\"access-1\\nX: y\"}"),
          "breaks off",
              asked -> {
                throw new IOException("reset");
              });

  @Test
  @DisplayName("P23 is in no exception of a refresh, wherever its endpoint puts it")
  void refreshExceptions() {
    Leaky leaky = leaky();
    INDISCREET.forEach(
        (name, indiscreet) -> {
          session.signIn(server.issueOutdated());
          String token = session.held().map(Credential::refreshToken).orElse("");
          server.on("/api/auth/refresh/" + token, indiscreet);

          Throwable thrown = catchThrowable(leaky::orders);

          assertThat(thrown)
              .as(name)
              .isInstanceOf(RefreshFailedException.class)
              .hasMessageContaining(
                  name.contains("line feed")
                      ? "Leaky.refresh"
                      : "POST https://shop.example/api/auth/refresh/{t}")
              .satisfies(e -> assertThat(causesOf(e)).noneMatch(FeignException.class::isInstance));
          assertDiscreet(everythingIn(thrown));
          assertThat(session.state()).as(name).isEqualTo(AuthSession.State.ACTIVE);
          assertThat(session.held().map(Credential::refreshToken)).hasValue(token);
        });
    assertDiscreet(String.join("\n", log.lines()));
  }

  @Test
  @DisplayName("P23 is in no exception of a sign-in, and neither is what signs in")
  void signInExceptions() {
    Leaky leaky = leaky();
    INDISCREET.forEach(
        (name, indiscreet) -> {
          // What the server itself answered is the caller's; an error's text is such an answer.
          boolean quoted = name.contains("as an error") || name.contains("as a refusal");
          server.on("/api/auth/login/" + PASSWORD, quoted ? asked -> Answered.of(500) : indiscreet);

          Throwable thrown = catchThrowable(() -> leaky.login(PASSWORD));

          assertThat(thrown).as(name).isNotNull();
          assertDiscreet(everythingIn(thrown));
          assertThat(session.state()).as(name).isEqualTo(AuthSession.State.SIGNED_OUT);
        });
  }

  @Test
  @DisplayName("P23 is in no exception of a sign-out by hand")
  void signOutExceptions() {
    Leaky leaky = leaky();
    for (Server answering :
        List.<Server>of(
            asked -> Answered.of(500),
            asked -> {
              throw new IOException("reset");
            })) {
      session.signIn(server.issue());
      String token = session.held().map(Credential::refreshToken).orElse("");
      server.on("/api/auth/logout/" + token, answering);

      Throwable thrown = catchThrowable(() -> leaky.logout(token));

      assertThat(thrown)
          .isInstanceOf(FeignException.class)
          .hasMessageContaining("https://shop.example/api/auth/logout/{t}");
      assertDiscreet(everythingIn(thrown));
    }
  }

  @Test
  @DisplayName("P23 is in the text of nothing that is public")
  void texts() {
    session.signIn(server.issue());
    TokenResponse answer = new TokenResponse("access-1", "refresh-1", 900L, "orders");

    assertDiscreet(
        List.of(
                session,
                session.current(),
                session.current().credential(),
                answer,
                new RefreshRequest("refresh-1"),
                SessionCapability.of(session, Shop.URL),
                shop())
            .toString());
  }

  @Test
  @DisplayName("P22 goes to the API's own origin, and not where a URI parameter leads")
  void uriParameter() {
    session.signIn(server.issue());
    server.on("/orders", asked -> Answered.json("[]"));
    Shop shop = shop();

    shop.ordersAt(URI.create("https://elsewhere.example"));
    shop.ordersAt(URI.create("https://shop.example.evil"));
    shop.ordersAt(URI.create("http://shop.example"));
    shop.ordersAt(URI.create("https://shop.example"));

    assertThat(authorizations())
        .containsExactly(List.of(), List.of(), List.of(), List.of("Bearer access-1"));
  }

  @Test
  @DisplayName("P22 does not go where an interceptor leads")
  void interceptor() {
    session.signIn(server.issue());
    server.on("/orders", asked -> Answered.json("[]"));
    Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .requestInterceptor(template -> template.target("https://elsewhere.example"))
        .build()
        .orders();

    assertThat(authorizations()).containsExactly(List.of());
  }

  @Test
  @DisplayName("P22 goes to an origin that is allowed by name")
  void allowedByName() {
    session.signIn(server.issue());
    Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .allowOrigin("https://eu.shop.example")
        .build()
        .ordersAt(URI.create("https://eu.shop.example/"));

    assertThat(authorizations()).containsExactly(List.of("Bearer access-1"));
  }

  @Test
  @DisplayName(
      "P22 is not sent, nor its refresh token, where lifecycle endpoints are led elsewhere")
  void lifecycleElsewhere() {
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .requestInterceptor(template -> leadAway(template))
            .build();
    session.signIn(server.issueOutdated());

    assertThatThrownBy(shop::orders)
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("https://elsewhere.example/auth/refresh")
        .hasMessageContaining("https://shop.example");
    assertThatThrownBy(() -> shop.logout(new RefreshRequest("refresh-1")))
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("https://elsewhere.example/auth/logout");

    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  private static void leadAway(RequestTemplate template) {
    if (template.path().contains("/auth/")) {
      template.target("https://elsewhere.example");
    }
  }

  @Test
  @DisplayName("P22 is never given to a transport that follows redirects by itself")
  void redirects() {
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .options(new Request.Options(1, TimeUnit.SECONDS, 1, TimeUnit.SECONDS, true))
            .build();
    shop.login(PASSWORD);
    server.revoke("access-1");
    shop.orders();
    session.signOut();
    shop.catalogue();

    assertThat(transport.sent())
        .extracting(sent -> URI.create(sent.url()).getPath(), StubTransport.Sent::followsRedirects)
        .containsExactly(
            tuple("/auth/login", false),
            tuple("/orders", false),
            tuple("/auth/refresh", false),
            tuple("/orders", false),
            tuple("/auth/logout", false),
            tuple("/catalogue", false));
  }

  @Test
  @DisplayName("P22 is written over a header of the same name, in any case, and never beside it")
  void replacesHeaders() {
    session.signIn(server.issue());
    Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .requestInterceptor(template -> template.header("authorization", "Bearer mine"))
        .build()
        .orders();

    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1");
  }

  @Test
  @DisplayName("P24 that cannot be a header is refused when it arrives, and signs nobody in")
  void lineFeed() {
    server.on("/auth/login", asked -> Answered.json("{\"accessToken\": \"a\\r\\nX-Admin: 1\"}"));

    assertThatThrownBy(() -> shop().login(PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+000D")
        .message()
        .doesNotContain("X-Admin");

    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  private List<Object> authorizations() {
    return transport.sent().stream()
        .<Object>map(sent -> List.copyOf(sent.authorization()))
        .toList();
  }

  private static void assertDiscreet(String text) {
    assertThat(text).doesNotContain("access-").doesNotContain("refresh-").doesNotContain(PASSWORD);
  }

  private static List<Throwable> causesOf(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
  }

  /** Everything that a log or a debugger would show of an exception. */
  private static String everythingIn(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      text.append(link.toString());
      if (link instanceof FeignException feign) {
        text.append(feign.contentUTF8());
        if (feign.hasRequest()) {
          Request request = feign.request();
          text.append(request.toString()).append(request.url()).append("" + request.headers());
          text.append(request.body() == null ? "" : new String(request.body(), UTF_8));
          text.append("" + request.requestTemplate()).append(request.requestTemplate().url());
        }
      }
    }
    return text.toString();
  }

  @Test
  @DisplayName("P23 is not quoted by the transport that cannot write what a scheme makes of it")
  void unwritable() {
    Shop shop =
        Shop.builder()
            .url("http://127.0.0.1:1")
            .session(AuthSession.of(Credential.of("c4nary")))
            .scheme((credential, request) -> Map.of("X-Key", credential.accessToken() + "\u2013"))
            .build();

    assertThatThrownBy(shop::orders)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("The scheme cannot write X-Key: character 7 of 7 of its value is U+2013.")
        .hasNoCause();
  }

  @Test
  @DisplayName("P23 is not in what is said of an endpoint's URL")
  void urlWithSecrets() {
    AuthSession session = AuthSession.builder().refreshWith(held -> held).build();
    SessionCapability capability = SessionCapability.of(session, "https://shop.example");

    assertThatThrownBy(
            () ->
                Feign.builder()
                    .addCapability(capability)
                    .target(Leaky.class, "https://ada:c4nary@shop.example?key=c4nary"))
        .hasMessageContaining("Leaky.refresh at https://shop.example cannot refresh it too");
  }
}
