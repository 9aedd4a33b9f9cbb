package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.shop.Shop;
import feign.AsyncClient;
import feign.Capability;
import feign.DefaultRetryer;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Flaky calls")
class AsyncSoakTest {
  private static final int CALLS = 20_000;

  private final ExecutorService network = Executors.newFixedThreadPool(4);
  private final AtomicInteger tokens = new AtomicInteger(1);

  interface Orders {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();
  }

  @AfterEach
  void stop() {
    network.shutdownNow();
  }

  /** What the tests of this package may look into. */
  public static final class Peek implements Capability {
    final AtomicReference<AsyncCalls> calls = new AtomicReference<>();

    @Override
    public AsyncClient<Object> enrich(AsyncClient<Object> client) {
      calls.set(((AsyncAuthenticatingClient) client).calls);
      return client;
    }
  }

  /** Throws, fails, rejects, answers badly or well; now, or on another thread. */
  private CompletableFuture<Response> answer(Request request, Random random) {
    int dice;
    boolean now;
    synchronized (random) {
      dice = random.nextInt(100);
      now = random.nextBoolean();
    }
    if (dice < 5) {
      throw new NoClassDefFoundError("flaky");
    }
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Runnable end =
        () -> {
          if (dice < 25) {
            answer.completeExceptionally(new IOException("flaky"));
          } else {
            answer.complete(response(request, dice < 30 ? 401 : dice < 35 ? 503 : 200));
          }
        };
    if (now) {
      end.run();
    } else {
      network.execute(end);
    }
    return answer;
  }

  private static Response response(Request request, int status) {
    return Response.builder()
        .request(request)
        .status(status)
        .headers(Map.of("Retry-After", List.of("0")))
        .body("7", StandardCharsets.UTF_8)
        .build();
  }

  @Test
  @DisplayName("20,000, a quarter of them cancelled, leave no future open and nothing behind")
  void nothingIsLeft() {
    Random random = new Random(7);
    AuthSession session =
        AuthSession.builder()
            .refreshWith(held -> Credential.of("access-" + tokens.incrementAndGet()))
            .policy(
                RefreshPolicy.defaults()
                    .expireOnSecondRejection(false)
                    .coolDown(Duration.ZERO, Duration.ZERO))
            .build();
    session.signIn(Credential.of("access-1"));
    Peek peek = new Peek();
    Orders orders =
        new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(session)
            .asyncClient((request, options, context) -> answer(request, random))
            .retryer(new DefaultRetryer(0, 0, 4))
            .requestInterceptor(
                template -> {
                  synchronized (random) {
                    if (random.nextInt(50) == 0) {
                      throw new IllegalStateException("flaky");
                    }
                  }
                })
            .addCapability(peek)
            .build();

    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      CompletableFuture<String> call = orders.orders();
      calls.add(call);
      if (i % 4 == 0) {
        network.execute(() -> call.cancel(true));
      }
    }

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> calls.stream().allMatch(CompletableFuture::isDone));
    await()
        .untilAsserted(() -> assertThat(Objects.requireNonNull(peek.calls.get()).size()).isZero());
    assertThat(calls.stream().filter(call -> !call.isCompletedExceptionally()).count())
        .isGreaterThan(CALLS / 4);
  }
}
