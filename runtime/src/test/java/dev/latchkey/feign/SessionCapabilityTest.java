package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Anonymous;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.RejectedBy;
import dev.latchkey.SignIn;
import dev.latchkey.SignOut;
import dev.latchkey.TokenResponse;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.FeignLog;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Feign;
import feign.FeignException;
import feign.Headers;
import feign.Logger;
import feign.Param;
import feign.RequestLine;
import feign.codec.Decoder;
import feign.codec.DefaultDecoder;
import feign.codec.DefaultEncoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P29 through the capability")
class SessionCapabilityTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();
  private final SessionCapability capability = SessionCapability.of(session, Shop.URL);

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  private static final Encoder JSON = new JacksonEncoder();
  private static final Decoder FROM_JSON = new JacksonDecoder();

  private Feign.Builder feign(SessionCapability added) {
    return Feign.builder()
        .addCapability(added)
        .client(transport)
        .encoder(
            (body, type, template) ->
                (type == String.class ? new DefaultEncoder() : JSON).encode(body, type, template))
        .decoder(
            (response, type) ->
                (type == String.class ? new DefaultDecoder() : FROM_JSON).decode(response, type));
  }

  @Test
  @DisplayName("every annotation means what it means to a generated client")
  void annotations() {
    Shop shop = feign(capability).target(Shop.class, Shop.URL);

    shop.login("secret");
    server.revoke("access-1");
    shop.orders();
    shop.catalogue();
    server.on("/password", asked -> Answered.of(401));
    assertThatThrownBy(() -> shop.changePassword("wrong")).isInstanceOf(FeignException.class);
    assertThatThrownBy(() -> shop.refresh(new RefreshRequest("refresh-2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("session.refresh()");
    shop.logout(new RefreshRequest("refresh-2"));
    session.signOut();

    assertThat(server.lines())
        .containsExactly(
            "POST /auth/login",
            "GET /orders Bearer access-1",
            "POST /auth/refresh",
            "GET /orders Bearer access-2",
            "GET /catalogue",
            "POST /password Bearer access-2",
            "POST /auth/logout Bearer access-2");
  }

  /** What a refresh endpoint can take; each is refreshed by the token held. */
  interface TakesString {
    @Refresh
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(String token);
  }

  interface TakesParam {
    @Refresh
    @Headers("X-Refresh: {token}")
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(@Param("token") String token);
  }

  interface TakesCredential {
    @Refresh
    @RequestLine("POST /auth/refresh?token={held}")
    TokenResponse refresh(@Param(value = "held", expander = RefreshTokenOf.class) Credential held);
  }

  public static final class RefreshTokenOf implements Param.Expander {
    @Override
    public String expand(Object value) {
      return ((Credential) value).refreshToken();
    }
  }

  interface TakesRecord {
    @Refresh
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(RefreshRequest request);
  }

  interface TakesMade {
    @Refresh
    @RequestLine("POST /auth/refresh?{made}")
    TokenResponse refresh(@Param("made") Made made);
  }

  static final class Made {
    private final String text;

    private Made(String text) {
      this.text = text;
    }

    static Made of(Credential held) {
      return new Made(held.refreshToken());
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  @DisplayName("a refresh takes a String, a Credential, or a type that is made of one")
  void arguments() {
    for (Class<?> api :
        List.of(
            TakesString.class,
            TakesParam.class,
            TakesCredential.class,
            TakesRecord.class,
            TakesMade.class)) {
      AuthSession own = AuthSession.builder().build();
      feign(SessionCapability.of(own, Shop.URL)).target(api, Shop.URL);
      Credential held = server.issue();
      own.signIn(held);

      assertThat(own.refresh()).as(api.getSimpleName()).isNotEqualTo(held);
    }
    assertThat(server.count("/auth/refresh")).isEqualTo(5);
  }

  interface TakesNothing {
    @Refresh
    @RequestLine("POST /auth/rotate")
    TokenResponse refresh();

    @SignOut
    @RequestLine("DELETE /session")
    void logout();
  }

  @Test
  @DisplayName("a refresh and a sign-out may take nothing")
  void noArguments() {
    server.on("/auth/rotate", asked -> Answered.json("{\"token\": \"rotated\"}"));
    server.on("/session", asked -> Answered.of(204));
    feign(capability).target(TakesNothing.class, Shop.URL);
    session.signIn(server.issue());

    session.refresh();
    session.signOut();

    assertThat(server.lines())
        .containsExactly("POST /auth/rotate", "DELETE /session Bearer rotated");
  }

  interface TakesTwo {
    @Refresh
    @RequestLine("POST /{a}/{b}")
    TokenResponse refresh(@Param("a") String a, @Param("b") String b);
  }

  interface TakesEither {
    @Refresh
    @RequestLine("POST /{a}")
    TokenResponse refresh(@Param("a") Either either);
  }

  record Either(String token) {
    Either(Credential held) {
      this(held.refreshToken());
    }
  }

  interface TakesEnum {
    @Refresh
    @RequestLine("POST /{a}")
    TokenResponse refresh(@Param("a") Level level);
  }

  enum Level {
    HIGH
  }

  interface TakesPrivate {
    @SignOut
    @RequestLine("POST /{a}")
    void logout(@Param("a") Private made);
  }

  static final class Private {
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // nobody can call it, which is the point
    private Private(String token) {}
  }

  @Test
  @DisplayName("an endpoint that the session cannot call is refused when the client is built")
  void noWayToCall() {
    for (Class<?> api :
        List.of(TakesTwo.class, TakesEither.class, TakesEnum.class, TakesPrivate.class)) {
      assertThatThrownBy(() -> feign(capability).target(api, Shop.URL))
          .as(api.getSimpleName())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be called by its session")
          .hasMessageContaining(api.getSimpleName());
    }
  }

  interface SignsInWithText {
    @SignIn
    @RequestLine("POST /auth/login")
    String login(String password);
  }

  interface RefreshesWithText {
    @Refresh
    @RequestLine("POST /auth/refresh")
    String refresh(String token);
  }

  interface SignsOutWithNumber {
    @SignOut
    @RequestLine("POST /auth/logout")
    int logout();
  }

  @Test
  @DisplayName("an endpoint that returns what has no meaning is refused when the client is built")
  void noWayToReturn() {
    assertThatThrownBy(() -> feign(capability).target(SignsInWithText.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SignsInWithText.login is @SignIn, but String yields no credential");
    assertThatThrownBy(() -> feign(capability).target(RefreshesWithText.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RefreshesWithText.refresh is @Refresh, but String yields no");
    assertThatThrownBy(() -> feign(capability).target(SignsOutWithNumber.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SignsOutWithNumber.logout is @SignOut and returns int");
  }

  @Test
  @DisplayName("a second, different refresher is refused with both names, and an equal one is not")
  void secondRefresher() {
    feign(capability).target(Shop.class, Shop.URL);
    feign(capability).target(Shop.class, Shop.URL);

    assertThatThrownBy(() -> feign(capability).target(TakesString.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Shop.refresh")
        .hasMessageContaining("TakesString.refresh");
    assertThatThrownBy(() -> feign(capability).target(Shop.class, "https://other.example"))
        .isInstanceOf(IllegalStateException.class);
  }

  interface Named {
    interface Shop {
      @Refresh
      @RequestLine("POST /other/refresh")
      TokenResponse refresh(String token);
    }
  }

  @Test
  @DisplayName("an API of the same simple name is another API")
  void sameSimpleName() {
    feign(capability).target(Shop.class, Shop.URL);

    assertThatThrownBy(() -> feign(capability).target(Named.Shop.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Shop.refresh");
  }

  @Test
  @DisplayName("where each call finds its session, a sign-in is for that session")
  void supplierSignsIn() {
    List<AuthSession> current = new ArrayList<>(List.of(session));
    SessionCapability each = SessionCapability.of(() -> current.get(0), Shop.URL);
    SignsIn api = feign(each).target(SignsIn.class, Shop.URL);

    api.login("secret");
    current.set(0, AuthSession.builder().sendBareWhenSignedOut().build());
    server.on("/orders", asked -> Answered.of(200));
    api.orders();
    current.set(0, session);
    api.orders();

    assertThat(server.lines())
        .containsExactly("POST /auth/login", "GET /orders", "GET /orders Bearer access-1");
  }

  interface SignsIn {
    @SignIn
    @RequestLine("POST /auth/login")
    TokenResponse login(String password);

    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("where each call finds its session, nothing is sent if it finds none")
  void supplierFindsNone() {
    SignsIn api = feign(SessionCapability.of(() -> null, Shop.URL)).target(SignsIn.class, Shop.URL);

    assertThatThrownBy(api::orders)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found no session");

    assertThat(server.asked()).isEmpty();
  }

  @Test
  @DisplayName("where each call finds its session, @Refresh and @SignOut are refused by name")
  void supplierRefuses() {
    SessionCapability each = SessionCapability.of(() -> session, Shop.URL);

    assertThatThrownBy(() -> feign(each).target(TakesString.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TakesString.refresh belongs to one session");
    assertThatThrownBy(() -> feign(each).target(SignsOut.class, Shop.URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SignsOut.logout belongs to one session");
  }

  interface SignsOut {
    @SignOut
    @RequestLine("POST /auth/logout")
    void logout();
  }

  interface Plain {
    @Anonymous
    @RequestLine("GET /health")
    String health();

    @RejectedBy(403)
    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("a target elsewhere is sent bare, whatever reaches it")
  void targetElsewhere() {
    session.signIn(server.issue());
    server.on("/orders", asked -> Answered.of(200));

    feign(capability).target(Plain.class, "https://elsewhere.example").orders();
    feign(capability).target(Plain.class, Shop.URL).orders();
    feign(capability).target(Plain.class, Shop.URL).health();

    assertThat(server.lines())
        .containsExactly("GET /orders", "GET /orders Bearer access-1", "GET /health");
  }

  @Test
  @DisplayName("interceptors see lifecycle endpoints, and loggers and retryers do not")
  void interceptors() {
    FeignLog log = new FeignLog();
    Shop shop =
        feign(capability)
            .requestInterceptor(template -> template.header("X-Tenant", "acme"))
            .logger(log)
            .logLevel(Logger.Level.FULL)
            .target(Shop.class, Shop.URL);

    shop.login("secret");
    session.refresh();
    session.signOut();

    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked())
        .allSatisfy(asked -> assertThat(asked.header("x-tenant")).isEqualTo("acme"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  @DisplayName("arguments are refused when they are handed over")
  @SuppressWarnings("NullAway") // which is the point
  void badArguments() {
    assertThatThrownBy(() -> SessionCapability.of((AuthSession) null, Shop.URL))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("session");
    assertThatThrownBy(() -> SessionCapability.of(session, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("origin");
    assertThatThrownBy(() -> SessionCapability.of(session, Shop.URL, "shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"shop\" is not an origin");
    assertThatThrownBy(() -> capability.scheme(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("scheme");
    assertThatThrownBy(() -> capability.lifecycle(null, null, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("api");
  }
}
