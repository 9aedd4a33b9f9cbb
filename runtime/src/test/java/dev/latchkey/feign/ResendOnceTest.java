package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.RejectedBy;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.AsyncShop;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.Client;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.RequestLine;
import feign.Response;
import feign.RetryableException;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call")
class ResendOnceTest {
  private static final Answered IMPATIENT = Answered.of(401, "no").with("Retry-After", "0");

  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session = AuthSession.builder().build();

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  enum Kind {
    GET,
    POST,
    RESPONSE;

    void call(Shop shop) {
      switch (this) {
        case GET -> shop.orders();
        case POST -> shop.place("lamp");
        case RESPONSE -> shop.ordersAsTheyCome().close();
      }
    }
  }

  enum Above {
    NO_RETRYER,
    RETRYER,
    ERROR_DECODER;

    Shop client(StubTransport transport, AuthSession session) {
      ApiClientBuilder<Shop> builder =
          Shop.builder().url(Shop.URL).session(session).client(transport);
      if (this != NO_RETRYER) {
        builder.retryer(new DefaultRetryer(1, 1, 5));
      }
      if (this == ERROR_DECODER) {
        builder.errorDecoder((method, response) -> new IllegalStateException("mine"));
      }
      return builder.build();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P14 whose token has expired is refreshed for and resent, whatever it returns")
  void isResent(Kind kind) {
    for (Above above : Above.values()) {
      session.signIn(server.issueOutdated());
      int before = server.asked().size();

      kind.call(above.client(transport, session));

      assertThat(server.asked().subList(before, server.asked().size()))
          .extracting(asked -> asked.path())
          .containsExactly("/orders", "/auth/refresh", "/orders");
    }
  }

  @Test
  @DisplayName("P14 is resent with the body that it had")
  void keepsItsBody() {
    session.signIn(server.issueOutdated());

    Shop.at(transport, session).place("{\"item\": \"lamp\"}");

    assertThat(server.asked().get(2).body()).isEqualTo("{\"item\": \"lamp\"}");
    assertThat(server.asked().get(2).method()).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("P14 is resent though the words of its rejection cannot be read, whatever is thrown")
  void unreadableRejection(boolean checked) throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            IOException why = new IOException("half of a block");
            if (checked) {
              throw why;
            }
            throw new UncheckedIOException(why);
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };
    Client breaking =
        (request, options) -> {
          Response answer = transport.execute(request, options);
          return answer.status() == 401 ? answer.toBuilder().body(broken, null).build() : answer;
        };

    session.signIn(server.issueOutdated());
    assertThat(Shop.at(breaking, session).orders()).isEqualTo("[{\"id\": \"7\"}]");
    AuthSession other = AuthSession.builder().build();
    AsyncShop async = AsyncShop.at(breaking, other);
    other.signIn(server.issueOutdated());
    assertThat(async.orders().get(10, TimeUnit.SECONDS)).isEqualTo("[{\"id\": \"7\"}]");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P14 is sent at most twice, whatever the Retryer does above it")
  void atMostTwice(Kind kind) {
    for (Above above : Above.values()) {
      server.on("/orders", asked -> IMPATIENT);
      session.signIn(server.issue());
      long before = server.count("/orders");

      Throwable answered = catchThrowable(() -> kind.call(above.client(transport, session)));

      assertThat(server.count("/orders") - before).as("%s %s", kind, above).isEqualTo(2);
      assertThat(answered == null).as("%s %s", kind, above).isEqualTo(kind == Kind.RESPONSE);
    }
  }

  @Test
  @DisplayName("P14 gives its second 401 to the caller, body and all, without the Retry-After")
  void secondRejectionIsTheAnswer() throws IOException {
    server.on("/orders", asked -> IMPATIENT.with("X-Reason", "blocked"));
    session.signIn(server.issue());

    try (Response response = Shop.at(transport, session).ordersAsTheyCome()) {
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body().asInputStream()).hasContent("no");
      assertThat(response.headers()).containsKey("X-Reason").doesNotContainKey("Retry-After");
    }
    session.signIn(server.issue());
    assertThatThrownBy(() -> Shop.at(transport, session).orders())
        .isInstanceOf(FeignException.Unauthorized.class)
        .hasMessageContaining("[no]");
  }

  @Test
  @DisplayName("P14 of a session that never refreshes is sent once, and gets its 401")
  void fixedSession() {
    server.on("/orders", asked -> IMPATIENT);
    Shop shop =
        Shop.builder()
            .url(Shop.URL)
            .session(AuthSession.of(Credential.of("token")))
            .client(transport)
            .retryer(new DefaultRetryer(1, 1, 5))
            .build();

    assertThatThrownBy(shop::orders)
        .isInstanceOf(FeignException.Unauthorized.class)
        .hasMessageContaining("[no]");

    assertThat(server.lines()).containsExactly("GET /orders Bearer token");
  }

  @Test
  @DisplayName("P14 that was resent is not resent again when a Retryer repeats it")
  void onceForAllAttempts() {
    session.signIn(server.issueOutdated());
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/orders",
        request ->
            switch (asked.incrementAndGet()) {
              case 2 -> Answered.of(503).with("Retry-After", "0");
              default -> IMPATIENT;
            });
    Shop shop = Above.RETRYER.client(transport, session);

    assertThatThrownBy(shop::orders).isInstanceOf(FeignException.Unauthorized.class);

    // Rejected and resent; unavailable and repeated; rejected again, and that is the answer.
    assertThat(server.count("/orders")).isEqualTo(3);
    assertThat(server.count("/auth/refresh")).isEqualTo(1);
  }

  @Test
  @DisplayName("P3 under way when somebody else signs in is not resent as them")
  void notResentForAnother() {
    session.signIn(server.issueOutdated());
    server.on(
        "/orders",
        asked -> {
          session.signOutHere();
          session.signIn(Credential.of("bob"));
          return Answered.of(401);
        });

    assertThatThrownBy(() -> Shop.at(transport, session).place("lamp"))
        .isInstanceOf(SessionEndedException.class);

    assertThat(server.lines()).containsExactly("POST /orders Bearer access-1");
    assertThat(session.held())
        .hasValueSatisfying(c -> assertThat(c.accessToken()).isEqualTo("bob"));
  }

  @Test
  @DisplayName("P3 that fails and is repeated by a Retryer is not repeated as somebody else")
  void notRepeatedForAnother() {
    session.signIn(server.issue());
    server.on(
        "/orders",
        asked -> {
          session.signOutHere();
          session.signIn(Credential.of("bob"));
          throw new IOException("reset");
        });
    Shop shop = Above.RETRYER.client(transport, session);

    assertThatThrownBy(() -> shop.place("lamp")).isInstanceOf(SessionEndedException.class);

    assertThat(server.lines()).containsExactly("POST /orders Bearer access-1");
  }

  @Test
  @DisplayName("P3 that is told to come back later does not come back as somebody else")
  void notRepeatedLaterForAnother() {
    session.signIn(server.issue());
    server.on(
        "/orders",
        asked -> {
          session.signOutHere();
          session.signIn(Credential.of("bob"));
          return Answered.of(503).with("Retry-After", "0");
        });
    Shop shop = Above.RETRYER.client(transport, session);

    assertThatThrownBy(() -> shop.place("lamp")).isInstanceOf(SessionEndedException.class);

    assertThat(server.lines()).containsExactly("POST /orders Bearer access-1");
  }

  @Test
  @DisplayName("P3 that a Retryer repeats carries the successor, if there is one by then")
  void repeatedWithTheSuccessor() {
    session.signIn(server.issue());
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/orders",
        request -> {
          if (asked.incrementAndGet() == 1) {
            session.refresh();
            throw new IOException("reset");
          }
          return server.standard(request);
        });
    Shop shop = Above.RETRYER.client(transport, session);

    shop.orders();

    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1", "POST /auth/refresh", "GET /orders Bearer access-2");
  }

  @Test
  @DisplayName("gets the connection failure of its transport as Feign gives it")
  void connectionFailure() {
    session.signIn(server.issue());
    server.on(
        "/orders",
        asked -> {
          throw new IOException("reset");
        });

    assertThatThrownBy(() -> Shop.at(transport, session).orders())
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("reset executing GET https://shop.example/orders");
  }

  /** An API that says which statuses reject. */
  @RejectedBy({401, 419})
  interface Legacy {
    @RequestLine("GET /a")
    String byType();

    @RejectedBy(403)
    @RequestLine("GET /b")
    String byEndpoint();

    @RejectedBy({})
    @RequestLine("GET /c")
    String byNothing();
  }

  @Test
  @DisplayName("is rejected by the statuses that its endpoint names, or else its API")
  void rejectedBy() {
    AtomicInteger refreshes = new AtomicInteger();
    AuthSession refreshed =
        AuthSession.builder()
            .refreshWith(held -> Credential.of("token-" + refreshes.incrementAndGet()))
            .build();
    ErrorDecoder status = (method, response) -> new IllegalStateException("" + response.status());
    Legacy legacy =
        new ApiClientBuilder<>(Legacy.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(refreshed)
            .client(transport)
            .errorDecoder(status)
            .build();

    for (int answered : List.of(401, 403, 419)) {
      for (String path : List.of("/a", "/b", "/c")) {
        server.on(path, asked -> Answered.of(answered));
      }
      int before = refreshes.get();
      refreshed.signIn(Credential.of("token-0")); // two rejections in a row have ended it
      assertThatThrownBy(legacy::byType).hasMessage("" + answered);
      assertThat(refreshes.get() - before)
          .as("type, %d", answered)
          .isEqualTo(answered == 403 ? 0 : 1);
      before = refreshes.get();
      refreshed.signIn(Credential.of("token-0")); // two rejections in a row have ended it
      assertThatThrownBy(legacy::byEndpoint).hasMessage("" + answered);
      assertThat(refreshes.get() - before)
          .as("endpoint, %d", answered)
          .isEqualTo(answered == 403 ? 1 : 0);
      before = refreshes.get();
      refreshed.signIn(Credential.of("token-0")); // two rejections in a row have ended it
      assertThatThrownBy(legacy::byNothing).hasMessage("" + answered);
      assertThat(refreshes.get() - before).as("nothing, %d", answered).isZero();
    }
  }

  @Test
  @DisplayName("with a wrong old password keeps the session, and its 401")
  void wrongPassword() {
    session.signIn(server.issue());
    server.on("/password", asked -> Answered.of(401, "wrong"));

    assertThatThrownBy(() -> Shop.at(transport, session).changePassword("a, b"))
        .isInstanceOf(FeignException.Unauthorized.class);

    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(server.count("/auth/refresh")).isZero();
  }
}
