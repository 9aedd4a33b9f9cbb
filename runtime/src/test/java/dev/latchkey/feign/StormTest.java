package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.HttpFront;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("However many calls")
class StormTest {
  private static final int CALLS = 200;

  private final StrictServer server = new StrictServer();
  private final AuthSession session =
      AuthSession.builder()
          .policy(
              RefreshPolicy.defaults()
                  .maxWait(Duration.ofMinutes(2))
                  .timeout(Duration.ofMinutes(2)))
          .build();

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  @Test
  @DisplayName("P1 are rejected at once over HTTP, there is one refresh, and each is resent once")
  void rejected() throws Exception {
    holdUntilRejected(CALLS);
    session.signIn(server.issueOutdated());
    try (HttpFront front = new HttpFront(server)) {
      Shop shop = Shop.builder().url(front.url()).session(session).build();

      assertThat(all(CALLS, Executors.newCachedThreadPool(), shop::orders)).hasSize(CALLS);
    }
    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    assertThat(server.lines().stream().filter("GET /orders Bearer access-1"::equals))
        .hasSize(CALLS);
    assertThat(server.lines().stream().filter("GET /orders Bearer access-2"::equals))
        .hasSize(CALLS);
    assertThat(server.asked()).hasSize(2 * CALLS + 1);
  }

  @Test
  @DisplayName("P1 P18 find the token expired, there is one refresh before anything is sent")
  void expired() throws Exception {
    CountDownLatch begun = new CountDownLatch(CALLS);
    server.on(
        "/auth/refresh",
        asked -> {
          await(begun);
          return server.standard(asked);
        });
    session.signIn(server.issueOutdated().withExpiresAt(Instant.EPOCH));
    try (HttpFront front = new HttpFront(server)) {
      Shop shop = Shop.builder().url(front.url()).session(session).build();

      all(
          CALLS,
          Executors.newCachedThreadPool(),
          () -> {
            begun.countDown();
            return shop.orders();
          });
    }
    assertThat(server.lines().get(0)).isEqualTo("POST /auth/refresh");
    assertThat(server.lines().subList(1, CALLS + 1)).containsOnly("GET /orders Bearer access-2");
    assertThat(server.asked()).hasSize(CALLS + 1);
  }

  @Test
  @DisplayName("P1 are rejected at once, be it 10,000 virtual threads, there is one refresh")
  void virtualThreads() throws Exception {
    ExecutorService virtual = virtualThreadsIfAny();
    int calls = virtual == null ? 2_000 : 10_000;
    holdUntilRejected(calls);
    session.signIn(server.issueOutdated());
    Shop shop = Shop.at(new StubTransport(server), session);

    ExecutorService threads = virtual == null ? Executors.newCachedThreadPool() : virtual;
    assertThat(all(calls, threads, shop::orders)).hasSize(calls);

    assertThat(server.count("/auth/refresh")).isEqualTo(1);
    assertThat(server.count("/orders")).isEqualTo(2L * calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60, 100_000})
  @DisplayName("are rejected one after the other, one connection serves them all")
  void connections(int rejectionBytes) throws Exception {
    String rejection = "x".repeat(rejectionBytes);
    server.on(
        "/orders",
        asked -> server.accepts(asked) ? server.standard(asked) : Answered.of(401, rejection));
    session.signIn(server.issueOutdated());
    try (HttpFront front = new HttpFront(server)) {
      Shop shop = Shop.builder().url(front.url()).session(session).build();
      for (int i = 0; i < 40; i++) {
        shop.orders();
        server.revoke("access-" + (i + 2));
      }

      assertThat(server.count("/orders")).isEqualTo(80);
      assertThat(front.connections()).isEqualTo(1);
    }
  }

  private void holdUntilRejected(int calls) {
    CountDownLatch rejected = new CountDownLatch(calls);
    server.on(
        "/orders",
        asked -> {
          if (!server.accepts(asked)) {
            rejected.countDown();
            await(rejected);
          }
          return server.standard(asked);
        });
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      if (!latch.await(2, TimeUnit.MINUTES)) {
        throw new AssertionError("not everybody came");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static <T> List<T> all(int calls, ExecutorService threads, Callable<T> call)
      throws Exception {
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        answers.add(threads.submit(call));
      }
      List<T> answered = new ArrayList<>();
      for (Future<T> answer : answers) {
        answered.add(answer.get(2, TimeUnit.MINUTES));
      }
      return answered;
    } finally {
      threads.shutdownNow();
    }
  }

  private static @Nullable ExecutorService virtualThreadsIfAny()
      throws ReflectiveOperationException {
    try {
      // Public since 21, and this is compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
