package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;
import static org.awaitility.Awaitility.await;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.AuthSession.State;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.RequestLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What servers make of a credential is told to the session, so that")
class VerdictsTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final CompletableFuture<Credential> later = new CompletableFuture<>();

  interface Orders {
    @RequestLine("GET /orders")
    String orders();

    @RequestLine("GET /orders")
    CompletableFuture<String> ordersLater();

    @RequestLine("GET /admin")
    String admin();

    @RequestLine("GET /admin")
    CompletableFuture<String> adminLater();
  }

  enum Kind {
    BLOCKING,
    ASYNCHRONOUS;

    void orders(Orders api) {
      var unused = catchException(this == BLOCKING ? api::orders : () -> api.ordersLater().join());
    }

    void admin(Orders api) {
      var unused = catchException(this == BLOCKING ? api::admin : () -> api.adminLater().join());
    }
  }

  private Orders at(AuthSession session) {
    return new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .client(transport)
        .asyncClient(new AsyncClient.Pseudo<>(transport))
        .build();
  }

  private AuthSession refreshed() {
    AuthSession session = AuthSession.builder().refreshWith(held -> server.issue()).build();
    session.signIn(server.issue());
    return session;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P15 two rejections in a row end a session that nobody has accepted")
  void secondRejection(Kind kind) {
    server.on("/orders", asked -> Answered.of(401));
    AuthSession session = refreshed();

    kind.orders(at(session));

    assertThat(session.state()).isEqualTo(State.EXPIRED);
    assertThat(server.count("/orders")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P16 an endpoint that always rejects ends nothing, and costs one refresh")
  void quarantine(Kind kind) {
    server.on("/admin", asked -> Answered.of(401));
    AtomicInteger refreshes = new AtomicInteger();
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  refreshes.incrementAndGet();
                  return server.issue();
                })
            .build();
    session.signIn(server.issue());
    Orders orders = at(session);
    kind.orders(orders);

    for (int i = 0; i < 5; i++) {
      kind.admin(orders);
    }

    assertThat(session.state()).isEqualTo(State.ACTIVE);
    assertThat(refreshes).hasValue(1);
    assertThat(server.count("/admin")).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P17 a call that tries the successor for the others hands on if it gets no answer")
  void handsOn(Kind kind) {
    AtomicInteger resent = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (!server.accepts(asked)) {
            return Answered.of(401);
          }
          if (resent.incrementAndGet() == 1) {
            throw new IOException("broken");
          }
          return server.standard(asked);
        });
    AuthSession session =
        AuthSession.builder()
            .refreshAsyncWith(held -> later)
            .policy(RefreshPolicy.defaults().probe(true))
            .build();
    session.signIn(server.issueOutdated());
    Orders orders = at(session);
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(
          kind == Kind.ASYNCHRONOUS
              ? orders.ordersLater()
              : CompletableFuture.supplyAsync(
                  orders::orders, work -> new Thread(work, "caller").start()));
    }
    await().until(() -> server.count("/orders") >= 1);

    later.complete(server.issue());

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls.stream().allMatch(CompletableFuture::isDone));
    assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(1);
    assertThat(resent).hasValue(4);
  }
}
