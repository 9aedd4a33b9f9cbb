package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.Refresh;
import dev.latchkey.RefreshRequest;
import dev.latchkey.RejectedBy;
import dev.latchkey.TokenResponse;
import dev.latchkey.scheme.Incoming;
import dev.latchkey.scheme.Outgoing;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.DefaultRetryer;
import feign.Feign;
import feign.FeignException;
import feign.RequestLine;
import feign.codec.DefaultErrorDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A challenge")
class ChallengesTest {
  private static final String SCOPES =
      "Bearer realm=\"shop\", error=\"insufficient_scope\", scope=\"orders.read  orders.write\"";
  private static final String STEP_UP =
      "DPoP algs=\"ES256\", Bearer error=\"insufficient_user_authentication\","
          + " acr_values=\"gold silver\", max_age=\"300\"";

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  private Shop shop() {
    return Shop.at(transport, session);
  }

  private void answer(int status, String challenge) {
    session.signIn(server.issue());
    server.on(
        "/orders",
        asked -> Answered.of(status, "{\"why\": 1}").with("WWW-Authenticate", challenge));
  }

  private void assertNothingWasRefreshed() {
    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1");
    assertThat(session.current().isAccepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  @DisplayName("that asks for other scopes refreshes nothing, and names them")
  void scopes(int status) {
    answer(status, SCOPES);

    InsufficientScopeException thrown =
        catchThrowableOfType(InsufficientScopeException.class, () -> shop().orders());

    assertThat(thrown).isInstanceOf(FeignException.Forbidden.class);
    assertThat(thrown.scopes()).containsExactly("orders.read", "orders.write");
    assertThat(thrown.contentUTF8()).isEqualTo("{\"why\": 1}");
    assertThat(thrown)
        .hasMessageStartingWith(
            "The endpoint needs the scopes [orders.read, orders.write]: [" + status)
        .hasMessageContaining("[Shop#orders()]");
    assertThat(thrown.request().headers()).doesNotContainKey("Authorization");
    assertNothingWasRefreshed();
  }

  @Test
  @DisplayName("that asks for other scopes may keep to itself which")
  void noScopes() {
    answer(403, "Bearer error=\"insufficient_scope\"");

    InsufficientScopeException thrown =
        catchThrowableOfType(InsufficientScopeException.class, () -> shop().orders());

    assertThat(thrown.scopes()).isEmpty();
    assertThat(thrown).hasMessageStartingWith("The endpoint needs other scopes: [403");
  }

  @Test
  @DisplayName("that asks for another authentication (RFC 9470) refreshes nothing, and says which")
  void stepUp() {
    answer(401, STEP_UP);

    StepUpRequiredException thrown =
        catchThrowableOfType(StepUpRequiredException.class, () -> shop().orders());

    assertThat(thrown).isInstanceOf(FeignException.Unauthorized.class);
    assertThat(thrown.acrValues()).containsExactly("gold", "silver");
    assertThat(thrown.maxAge()).hasValue(Duration.ofMinutes(5));
    assertThat(thrown).hasMessageStartingWith("The endpoint needs a stronger or more recent");
    assertNothingWasRefreshed();
  }

  @Test
  @DisplayName("that asks for another authentication need not say which, nor in readable numbers")
  void vagueStepUp() {
    answer(401, "Bearer error=\"insufficient_user_authentication\", max_age=\"-1\"");

    StepUpRequiredException thrown =
        catchThrowableOfType(StepUpRequiredException.class, () -> shop().orders());

    assertThat(thrown.acrValues()).isEmpty();
    assertThat(thrown.maxAge()).isEmpty();
  }

  @Test
  @DisplayName("refreshes nothing in an asynchronous call either, and fails its future")
  void asynchronous() {
    answer(403, SCOPES);
    AsyncShop async =
        AsyncShop.builder()
            .url(Shop.URL)
            .session(session)
            .asyncClient(new AsyncClient.Pseudo<>(transport))
            .build();

    ExecutionException thrown =
        catchThrowableOfType(
            ExecutionException.class, () -> async.orders().get(10, TimeUnit.SECONDS));

    assertThat(thrown).hasCauseInstanceOf(InsufficientScopeException.class);
    assertNothingWasRefreshed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer error=\"invalid_token\"", "Bearer", "Basic realm=\"x\"", "??,=\"", ""})
  @DisplayName("that says anything else, or nothing, is followed by a refresh")
  void refreshes(String challenge) {
    session.signIn(server.issueOutdated());
    server.on(
        "/orders",
        asked ->
            server.accepts(asked)
                ? server.standard(asked)
                : Answered.of(401).with("WWW-Authenticate", challenge));

    shop().orders();

    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1", "POST /auth/refresh", "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("is read by the error decoder of a hand-built client, unless that is the user's own")
  void handBuilt() {
    answer(403, SCOPES);
    Feign.Builder usual =
        Feign.builder()
            .client(transport)
            .addCapability(
                SessionCapability.of(session, Shop.URL).lifecycle(Plain.class, null, null));
    Feign.Builder own =
        Feign.builder()
            .client(transport)
            .errorDecoder((endpoint, response) -> new IllegalStateException("mine"))
            .addCapability(
                SessionCapability.of(session, Shop.URL).lifecycle(Plain.class, null, null));

    assertThat(catchThrowable(() -> usual.target(Plain.class, Shop.URL).orders()))
        .isInstanceOf(InsufficientScopeException.class);
    assertThat(catchThrowable(() -> own.target(Plain.class, Shop.URL).orders())).hasMessage("mine");
  }

  @Test
  @DisplayName("leaves Feign's own error decoder its limits")
  void limits() {
    answer(403, SCOPES);
    Plain limited =
        Feign.builder()
            .client(transport)
            .errorDecoder(new DefaultErrorDecoder(4, 4))
            .addCapability(
                SessionCapability.of(session, Shop.URL).lifecycle(Plain.class, null, null))
            .target(Plain.class, Shop.URL);

    InsufficientScopeException thrown =
        catchThrowableOfType(InsufficientScopeException.class, limited::orders);

    assertThat(thrown.getMessage()).contains("{\"wh").doesNotContain("why");
  }

  @Test
  @DisplayName("is not repeated by a Retryer, though it says when to try again")
  void notRepeated() {
    session.signIn(server.issue());
    server.on(
        "/orders",
        asked -> Answered.of(403).with("WWW-Authenticate", SCOPES).with("Retry-After", "1"));

    assertThat(
            catchThrowable(
                () ->
                    Shop.builder()
                        .url(Shop.URL)
                        .session(session)
                        .client(transport)
                        .retryer(new DefaultRetryer(1, 1, 3))
                        .build()
                        .orders()))
        .isInstanceOf(InsufficientScopeException.class);
    assertThat(server.lines()).hasSize(1);
  }

  interface Plain {
    @RequestLine("GET /orders")
    String orders();
  }

  @RejectedBy({403, 419})
  interface Picky {
    @RequestLine("GET /orders")
    String orders();

    @RejectedBy(498)
    @RequestLine("GET /orders")
    String others();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 419, 498})
  @DisplayName("is not needed where @RejectedBy says which statuses reject")
  void rejectedBy(int status) {
    session.signIn(server.issueOutdated());
    session.refreshWith(held -> server.issue());
    server.on(
        "/orders", asked -> server.accepts(asked) ? Answered.json("[]") : Answered.of(status));
    Picky picky =
        new ApiClientBuilder<>(Picky.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(session)
            .client(transport)
            .build();

    String unused = status == 498 ? picky.others() : picky.orders();

    assertThat(server.lines())
        .containsExactly("GET /orders Bearer access-1", "GET /orders Bearer access-2");
  }

  /** A scheme of a user's own: the server says in a header of its own that a key is spent. */
  private static final class SpentKeys implements Scheme {
    @Override
    public Map<String, String> headers(Credential credential, Outgoing request) {
      return Map.of("Authorization", "Bearer " + credential.accessToken());
    }

    @Override
    public boolean rejects(Incoming answer) {
      return answer.values("X-Key").contains("spent");
    }
  }

  @Test
  @DisplayName("is not needed where a scheme looks at the answer")
  void schemeRejects() {
    session.signIn(server.issueOutdated());
    server.on(
        "/orders",
        asked ->
            server.accepts(asked)
                ? Answered.json("[]")
                : Answered.json("[]").with("x-key", "spent"));

    Shop.builder()
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .scheme(new SpentKeys())
        .build()
        .orders();

    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1", "POST /auth/refresh", "GET /orders Bearer access-2");
  }

  @RejectedBy(419)
  private interface Parent {
    @RequestLine("GET /orders")
    String orders();
  }

  private interface Heir extends Parent {}

  @Test
  @DisplayName("is what a parent of the API says, too")
  void parentRejects() {
    AuthSession own = AuthSession.builder().refreshWith(held -> server.issue()).build();
    own.signIn(server.issueOutdated());
    server.on("/orders", asked -> server.accepts(asked) ? Answered.json("[]") : Answered.of(419));

    new ApiClientBuilder<>(Heir.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(own)
        .client(transport)
        .build()
        .orders();

    assertThat(server.lines())
        .containsExactly("GET /orders Bearer access-1", "GET /orders Bearer access-2");
  }

  @RejectedBy({401, 403})
  private interface Laravel {
    @Refresh
    @RejectedBy({419, 503})
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(RefreshRequest held);

    @RequestLine("GET /orders")
    String orders();
  }

  @ParameterizedTest
  @CsvSource({"419, true", "401, true", "403, false", "503, false"})
  @DisplayName(
      "P11 is how a refresh is refused if its endpoint says so, and no server that is busy")
  void refusesRefresh(int status, boolean refuses) {
    AuthSession own = AuthSession.builder().build();
    own.signIn(server.issueOutdated());
    server.on("/orders", asked -> Answered.of(403));
    server.on("/auth/refresh", asked -> Answered.of(status));
    Laravel api =
        new ApiClientBuilder<>(Laravel.class, UnaryOperator.identity())
            .refreshedBy((open, held) -> open.refresh(new RefreshRequest(held.refreshToken())))
            .url(Shop.URL)
            .session(own)
            .client(transport)
            .build();

    assertThatThrownBy(api::orders)
        .isInstanceOf(refuses ? SessionExpiredException.class : RefreshFailedException.class);
  }

  @RejectedBy({401, 403})
  private interface BehindFirewall {
    @Refresh
    @RequestLine("POST /auth/refresh")
    TokenResponse refresh(RefreshRequest held);

    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("P11 says nothing of a refresh where an API says how it rejects calls")
  void rejectsNoRefresh() {
    AuthSession own = AuthSession.builder().build();
    own.signIn(server.issueOutdated());
    server.on("/auth/refresh", asked -> Answered.of(403));
    BehindFirewall api =
        new ApiClientBuilder<>(BehindFirewall.class, UnaryOperator.identity())
            .refreshedBy((open, held) -> open.refresh(new RefreshRequest(held.refreshToken())))
            .url(Shop.URL)
            .session(own)
            .client(transport)
            .build();

    assertThatThrownBy(api::orders).isInstanceOf(RefreshFailedException.class);
  }
}
