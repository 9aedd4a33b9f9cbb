package dev.latchkey.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.exchange.ScriptedServer;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshRefusedException;
import dev.latchkey.session.Refresher;
import feign.Client;
import feign.DefaultClient;
import feign.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
class TokenRequestTest {
  private final ScriptedServer server =
      ScriptedServer.json("{\"access_token\":\"AT2\",\"token_type\":\"Bearer\"}");
  private final TokenEndpoint endpoint = TokenEndpoint.at(server.url("/token?tenant=a"));
  private final Credential held = Credential.of("AT1").withRefreshToken("RT 1&é");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("RFC 6749, 4.4.2 the client credentials grant")
  void clientCredentials() throws Exception {
    Credential issued =
        endpoint
            .clientSecretBasic("shop", "secret")
            .scope("orders", "stock")
            .clientCredentials()
            .call();

    assertThat(issued.accessToken()).isEqualTo("AT2");
    assertThat(server.onlyRequest().body())
        .isEqualTo("grant_type=client_credentials&scope=orders+stock");
  }

  @Test
  @DisplayName("RFC 6749, 6 the refresh token grant")
  void refreshToken() throws Exception {
    endpoint.clientSecretBasic("shop", "secret").refreshToken().refresh(held);

    ScriptedServer.Received request = server.onlyRequest();
    assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=RT+1%26%C3%A9");
    assertThat(request.head()).startsWith("POST /token?tenant=a HTTP/1.1\r\n");
    assertThat(request.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(request.header("accept")).isEqualTo("application/json");
  }

  @Test
  @DisplayName(
      "P12 the refresh token is that of the credential which is held when the refresh begins")
  void theRefreshTokenIsReadWithin() throws Exception {
    Refresher refresher = endpoint.publicClient("shop").refreshToken();

    refresher.refresh(Credential.of("AT1").withRefreshToken("first"));
    refresher.refresh(Credential.of("AT1").withRefreshToken("second"));

    assertThat(server.received())
        .extracting(ScriptedServer.Received::body)
        .satisfiesExactly(
            body -> assertThat(body).contains("refresh_token=first"),
            body -> assertThat(body).contains("refresh_token=second"));
  }

  @Test
  @DisplayName("P12 with no refresh token nothing is sent, and only a new sign-in helps")
  void noRefreshToken() {
    Refresher refresher = endpoint.publicClient("shop").refreshToken();

    assertThatThrownBy(() -> refresher.refresh(Credential.of("AT1")))
        .isInstanceOf(RefreshRefusedException.class);
    assertThat(server.received()).isEmpty();
  }

  @Test
  @DisplayName("RFC 6749, 2.3.1 Basic encodes both parts, so that a colon can be in them")
  void clientSecretBasic() throws Exception {
    endpoint.clientSecretBasic("sh:op", "p+ss wörd%").clientCredentials().call();

    String header = server.onlyRequest().header("authorization");
    assertThat(header).startsWith("Basic ");
    assertThat(Base64.getDecoder().decode(header.substring("Basic ".length())))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("sh%3Aop:p%2Bss+w%C3%B6rd%25");
    assertThat(server.onlyRequest().body()).isEqualTo("grant_type=client_credentials");
  }

  @Test
  @DisplayName("RFC 6749, 2.3.1 a secret in the form is nowhere else")
  void clientSecretPost() throws Exception {
    endpoint.clientSecretPost("sh:op", "p&ss").clientCredentials().call();

    assertThat(server.onlyRequest().body())
        .isEqualTo("grant_type=client_credentials&client_id=sh%3Aop&client_secret=p%26ss");
    assertThat(server.onlyRequest().header("authorization")).isEmpty();
  }

  @Test
  @DisplayName("RFC 6749, 2.3 of several ways to authenticate the last one counts")
  void oneWayToAuthenticate() throws Exception {
    endpoint
        .clientSecretBasic("a", "s")
        .clientSecretPost("b", "s")
        .publicClient("c")
        .clientCredentials()
        .call();

    assertThat(server.onlyRequest().body()).isEqualTo("grant_type=client_credentials&client_id=c");
    assertThat(server.onlyRequest().header("authorization")).isEmpty();
  }

  @Test
  @DisplayName("RFC 8707 a parameter may come twice; scopes are those set last")
  void parameters() throws Exception {
    endpoint
        .publicClient("shop")
        .scope("first")
        .scope("a b", "c")
        .parameter("resource", "https://a.example/")
        .parameter("resource", "https://b.example/")
        .refreshToken()
        .refresh(held.withRefreshToken("RT"));

    assertThat(server.onlyRequest().body())
        .isEqualTo(
            "grant_type=refresh_token&refresh_token=RT&scope=a+b+c"
                + "&resource=https%3A%2F%2Fa.example%2F&resource=https%3A%2F%2Fb.example%2F"
                + "&client_id=shop");
  }

  @Test
  void noScopesLeaveThemToTheServer() throws Exception {
    endpoint.publicClient("shop").scope("first").scope().clientCredentials().call();

    assertThat(server.onlyRequest().body()).doesNotContain("scope");
  }

  @Test
  @DisplayName("b28 a transport of one's own is told to stay in time and to follow no redirect")
  void aTransportOfOnesOwn() throws Exception {
    AtomicReference<Request.Options> told = new AtomicReference<>();
    Client transport = new DefaultClient(null, null);
    endpoint
        .publicClient("shop")
        .timeout(Duration.ofSeconds(7))
        .transport(
            (request, options) -> {
              told.set(options);
              return transport.execute(request, options);
            })
        .clientCredentials()
        .call();

    Request.Options options = Objects.requireNonNull(told.get());
    assertThat(options.isFollowRedirects()).isFalse();
    assertThat(options.readTimeoutMillis()).isEqualTo(7_000);
    assertThat(options.connectTimeoutMillis()).isBetween(1, 10_000);
    assertThat(server.onlyRequest().header("content-length")).isEqualTo("44");
    assertThat(server.onlyRequest().header("transfer-encoding")).isEmpty();
  }
}
