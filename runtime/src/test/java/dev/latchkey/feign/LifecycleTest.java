package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RefreshRequest;
import dev.latchkey.SignOut;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.SignInSupersededException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.RequestLine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lifecycle endpoint")
class LifecycleTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();
  private final Shop shop =
      Shop.builder()
          .url(Shop.URL)
          .session(session)
          .client(transport)
          .retryer(new DefaultRetryer(1, 1, 5))
          .build();

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  @Test
  @DisplayName("signs the session in with what the server answers, and is sent bare")
  void signIn() {
    session.signIn(Credential.of("somebody"));

    shop.login("secret");
    shop.orders();

    assertThat(server.lines()).containsExactly("POST /auth/login", "GET /orders Bearer access-1");
  }

  @Test
  @DisplayName("signs nobody in with an answer that holds no credential, and returns it")
  void secondFactor() {
    server.on("/auth/login", asked -> Answered.json("{\"scope\": \"mfa\"}"));

    assertThat(shop.login("secret").scope()).isEqualTo("mfa");

    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("that signs in is not repeated, resent or refreshed for")
  void failedSignIn() {
    server.on("/auth/login", asked -> Answered.of(401).with("Retry-After", "0"));

    assertThatThrownBy(() -> shop.login("wrong")).isInstanceOf(FeignException.class);

    assertThat(server.lines()).containsExactly("POST /auth/login");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("that a later sign-in overtakes tells its caller")
  void superseded() {
    server.on(
        "/auth/login",
        asked -> {
          session.signIn(Credential.of("later"));
          return server.standard(asked);
        });

    assertThatThrownBy(() -> shop.login("secret")).isInstanceOf(SignInSupersededException.class);

    assertThat(session.held()).map(Credential::accessToken).hasValue("later");
  }

  @Test
  @DisplayName("P13 that refreshes is the session's alone: by hand it throws and sends nothing")
  void refreshByHand() {
    session.signIn(server.issue());

    assertThatThrownBy(() -> shop.refresh(new RefreshRequest("refresh-1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Shop.refresh")
        .hasMessageContaining("session.refresh()");

    assertThat(server.asked()).isEmpty();
  }

  @Test
  @DisplayName("P13 that refreshes is called by session.refresh(), with the refresh token held")
  void refreshBySession() {
    session.signIn(server.issue());

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");

    assertThat(server.asked())
        .singleElement()
        .satisfies(asked -> assertThat(asked.body()).contains("refresh-1"));
  }

  @Test
  @DisplayName("P13 that refreshes is never repeated by a Retryer")
  void refreshOnce() {
    session.signIn(server.issueOutdated());
    server.on(
        "/auth/refresh",
        asked -> {
          throw new IOException("reset");
        });

    assertThatThrownBy(shop::orders).isInstanceOf(RefreshFailedException.class);

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    assertThat(server.count("/orders")).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "P13 of the session that is being refreshed says so to the refresher, and waits for nothing")
  void refresherCallsItsOwnSession() {
    List<Orders> own = new ArrayList<>();
    AuthSession circular =
        AuthSession.builder().refreshWith(held -> Credential.of(own.get(0).orders())).build();
    own.add(
        new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(circular)
            .client(transport)
            .build());
    circular.signIn(server.issueOutdated());

    assertThatThrownBy(() -> own.get(0).orders())
        .isInstanceOf(RefreshFailedException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would wait for itself");

    assertThat(server.lines()).containsExactly("GET /orders Bearer access-1");
  }

  interface Orders {
    @RequestLine("GET /orders")
    String orders();
  }

  @Test
  @DisplayName("P20 that signs out carries the credential held, after the session has signed out")
  void signOutByHand() {
    session.signIn(server.issue());
    AtomicReference<AuthSession.State> whenAsked = new AtomicReference<>();
    server.on(
        "/auth/logout",
        asked -> {
          whenAsked.set(session.state());
          return Answered.of(204);
        });

    shop.logout(new RefreshRequest("refresh-1"));

    assertThat(whenAsked).hasValue(AuthSession.State.SIGNED_OUT);
    assertThat(server.lines()).containsExactly("POST /auth/logout Bearer access-1");
    assertThatThrownBy(shop::orders).isInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName(
      "P20 that signs out by hand throws what the server answered, is sent once, and signs out all"
          + " the same")
  void signOutFails() {
    for (int status : new int[] {401, 503}) {
      session.signIn(server.issue());
      long before = server.count("/auth/logout");
      server.on("/auth/logout", asked -> Answered.of(status).with("Retry-After", "0"));

      assertThatThrownBy(() -> shop.logout(new RefreshRequest("mine")))
          .isInstanceOfSatisfying(
              FeignException.class, e -> assertThat(e.status()).isEqualTo(status));

      assertThat(server.count("/auth/logout") - before).isEqualTo(1);
      assertThat(server.count("/auth/refresh")).isZero();
      assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    }
  }

  @Test
  @DisplayName("P20 that signs out is not refreshed for, though the token has expired")
  void signOutExpired() {
    session.signIn(server.issueOutdated().withExpiresAt(Instant.EPOCH));

    shop.logout(new RefreshRequest("mine"));

    assertThat(server.lines()).containsExactly("POST /auth/logout Bearer access-1");
  }

  @Test
  @DisplayName("P20 that signs out sends nothing when nobody is signed in")
  void signOutTwice() {
    session.signIn(server.issue());

    shop.logout(new RefreshRequest("mine"));
    shop.logout(new RefreshRequest("mine"));
    session.signOut();

    assertThat(server.asked()).hasSize(1);
  }

  @Test
  @DisplayName("P20 that signs out is called by session.signOut(), with what its parameter takes")
  void signOutBySession() {
    session.signIn(server.issue());

    session.signOut();

    assertThat(server.lines()).containsExactly("POST /auth/logout Bearer access-1");
    assertThat(server.asked().get(0).body()).isEqualTo("{\"refreshToken\":\"refresh-1\"}");
  }

  interface Answering {
    @SignOut
    @RequestLine("POST /auth/logout")
    Boolean logout(@Nullable String refreshToken);
  }

  @Test
  @DisplayName("P20 that signs out by hand returns the answer, to nothing as to something")
  void signOutAnswers() {
    AuthSession own = AuthSession.builder().build();
    Answering api =
        new ApiClientBuilder<>(Answering.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(own)
            .client(transport)
            .build();
    server.on("/auth/logout", asked -> Answered.json("" + asked.body().equals("refresh-1")));

    own.signIn(server.issue());
    assertThat(api.logout(null)).isTrue();
    own.signIn(server.issue());
    assertThat(api.logout("mine")).isFalse();
  }

  @Test
  @DisplayName("P20 that fails does not trouble who calls session.signOut()")
  void signOutBySessionFails() {
    session.signIn(server.issue());
    server.on("/auth/logout", asked -> Answered.of(500));

    assertThatNoException().isThrownBy(session::signOut);

    assertThat(session.held()).isEqualTo(Optional.empty());
  }

  @Test
  @DisplayName("P19 is all that is sent when nobody is signed in, besides what is anonymous")
  void signedOut() {
    assertThatThrownBy(shop::orders).isInstanceOf(NotSignedInException.class);
    assertThat(server.asked()).isEmpty();

    shop.catalogue();

    assertThat(server.lines()).containsExactly("GET /catalogue");
  }

  @Test
  @DisplayName("P19 is not anonymous: an anonymous endpoint's 401 is just a 401")
  void anonymous() {
    session.signIn(server.issue());
    server.on("/catalogue", asked -> Answered.of(401));

    assertThatThrownBy(shop::catalogue).isInstanceOf(FeignException.Unauthorized.class);

    assertThat(server.lines()).containsExactly("GET /catalogue");
  }

  @Test
  @DisplayName("P19 is not needed where a session sends its calls bare until somebody signs in")
  void bare() {
    AuthSession lenient = AuthSession.builder().sendBareWhenSignedOut().build();
    server.on("/orders", asked -> Answered.json("[]"));
    Shop open = Shop.at(transport, lenient);

    open.orders();
    open.login("secret");
    open.orders();
    session.signOut();

    assertThat(server.lines())
        .containsExactly("GET /orders", "POST /auth/login", "GET /orders Bearer access-1");
  }
}
