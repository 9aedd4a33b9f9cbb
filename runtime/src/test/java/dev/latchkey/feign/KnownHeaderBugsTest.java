package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.Anonymous;
import dev.latchkey.ApiClientBuilder;
import dev.latchkey.scheme.Scheme;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.FeignException;
import feign.Headers;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with what a call carries, and on whose behalf. */
class KnownHeaderBugsTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  private ApiClientBuilder<Shop> shop() {
    return Shop.builder().url(Shop.URL).session(session).client(transport);
  }

  private <T> ApiClientBuilder<T> client(Class<T> api) {
    return new ApiClientBuilder<>(api, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .client(transport);
  }

  @Test
  @DisplayName("b2' a rejection is of what the call carried, whichever header that was")
  void anyHeader() {
    server.on(
        "/orders", asked -> Answered.of(asked.header("x-api-key").equals("access-1") ? 401 : 200));
    session.signIn(server.issue());

    shop().scheme(Scheme.header("X-Api-Key")).build().orders();

    assertThat(server.lines()).containsExactly("GET /orders", "POST /auth/refresh", "GET /orders");
  }

  @Test
  @DisplayName("b2' a call that carried nothing gets its 401, though somebody has signed in since")
  void carriedNothing() {
    AuthSession lenient = AuthSession.builder().sendBareWhenSignedOut().build();
    server.on(
        "/orders",
        asked -> {
          lenient.signIn(server.issue());
          return Answered.of(401);
        });

    assertThatThrownBy(() -> shop().session(lenient).build().orders())
        .isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.lines()).containsExactly("GET /orders");
    assertThat(lenient.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  /** An API whose login is by name and password. */
  interface ByPassword {
    @Anonymous
    @Headers("Authorization: Basic YWRhOnNlY3JldA==")
    @RequestLine("GET /whoami")
    String whoami();
  }

  @Test
  @DisplayName(
      "b11 what an anonymous endpoint says of itself is not overwritten, nor refreshed for")
  void basicStays() {
    server.on("/whoami", asked -> Answered.of(401));
    session.signIn(server.issue());
    ByPassword api = client(ByPassword.class).build();

    assertThatThrownBy(api::whoami).isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.lines()).containsExactly("GET /whoami Basic YWRhOnNlY3JldA==");
  }

  @Test
  @DisplayName("b24 a call whose context names no session fails, and is not sent as nobody")
  void noContext() {
    Thread bound = Thread.currentThread();
    AuthSession ada = AuthSession.of(Credential.of("ada"));
    Orders api =
        client(Orders.class).session(() -> Thread.currentThread() == bound ? ada : null).build();

    assertThatThrownBy(CompletableFuture.supplyAsync(api::orders)::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found no session");

    assertThat(server.asked()).isEmpty();
  }

  /** An API that leaves its lifecycle to its session. */
  interface Orders {
    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("b25 each attempt is written anew, also what stands beside the token")
  void writtenAnew() {
    Scheme cookie =
        (credential, request) ->
            Map.of(
                "Cookie",
                "sid=" + credential.accessToken(),
                "X-CSRF",
                Objects.requireNonNull(credential.attributes().get("csrf")));
    session.refreshWith(held -> Credential.of("two").with("csrf", "second"));
    session.signIn(Credential.of("one").with("csrf", "first"));
    server.on(
        "/orders", asked -> Answered.of(asked.header("cookie").equals("sid=one") ? 401 : 200));

    client(Orders.class).scheme(cookie).build().orders();

    assertThat(server.asked())
        .extracting(asked -> asked.header("cookie"), asked -> asked.header("x-csrf"))
        .containsExactly(tuple("sid=one", "first"), tuple("sid=two", "second"));
  }

  @Test
  @DisplayName("b23 a challenge that makes no sense changes nothing: it is the status that rejects")
  void challenges() {
    List<String> challenges =
        List.of("Bearer error=\"a, b", "Basic realm=\"x\", Bearer", ",,=", "Negotiate !!", "");
    try (HttpFront front = new HttpFront(server)) {
      Shop shop = Shop.builder().url(front.url()).session(session).build();
      for (String challenge : challenges) {
        server.on(
            "/orders",
            asked ->
                server.accepts(asked)
                    ? server.standard(asked)
                    : Answered.of(401).with("WWW-Authenticate", challenge));
        session.signIn(server.issueOutdated());

        assertThat(shop.orders()).as(challenge).contains("7");
      }
    }
    assertThat(server.count("/auth/refresh")).isEqualTo(challenges.size());
  }
}
