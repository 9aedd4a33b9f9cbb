package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.shop.Answered;
import dev.latchkey.shop.Shop;
import dev.latchkey.shop.StrictServer;
import dev.latchkey.shop.StubTransport;
import feign.AsyncClient;
import feign.DefaultRetryer;
import feign.FeignException;
import feign.RequestLine;
import feign.Response;
import feign.interceptor.Invocation;
import feign.interceptor.MethodInterceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A call that is repeated by whoever is above the seat")
class RepeatedCallTest {
  private final StrictServer server = new StrictServer();
  private final StubTransport transport = new StubTransport(server);
  private final AuthSession session =
      AuthSession.builder().refreshWith(held -> server.issue()).build();

  interface Orders {
    @RequestLine("GET /orders")
    String ordersNow();

    @RequestLine("GET /orders")
    CompletableFuture<String> orders();
  }

  /** How the endpoint is called. */
  enum Kind {
    BLOCKING,
    ASYNCHRONOUS;

    String call(Orders orders) throws Throwable {
      try {
        return this == BLOCKING ? orders.ordersNow() : orders.orders().join();
      } catch (CompletionException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }

  /** A method interceptor that goes on once more if that fails. */
  static final class OnceMore implements MethodInterceptor {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is returned as the Object that Feign expects
    public Object intercept(Invocation invocation, Chain chain) throws Throwable {
      if (invocation.methodMetadata().returnType() == String.class) {
        try {
          return chain.next(invocation);
        } catch (FeignException e) {
          return chain.next(invocation);
        }
      }
      return ((CompletableFuture<?>) chain.next(invocation))
          .handle((value, failure) -> failure == null ? done(value) : next(invocation, chain))
          .thenCompose(next -> next);
    }

    private static CompletableFuture<Object> done(Object value) {
      return CompletableFuture.completedFuture(value);
    }

    @SuppressWarnings("unchecked") // as nobody reads it
    private static CompletableFuture<Object> next(Invocation invocation, Chain chain) {
      try {
        return (CompletableFuture<Object>) chain.next(invocation);
      } catch (Throwable e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }

  @AfterEach
  void noRefreshTokenIsSpentTwice() {
    server.assertNoTokenWasPresentedTwice();
  }

  private ApiClientBuilder<Orders> builder(AuthSession calling) {
    return new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(calling);
  }

  /** Breaks the first exchange, after something has been done. */
  private void breakFirst(Runnable meanwhile) {
    AtomicInteger orders = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          if (orders.incrementAndGet() == 1) {
            meanwhile.run();
            throw new IOException("broken");
          }
          return Answered.of(200, "7");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P3 by a method interceptor is not repeated for another user")
  void notRepeatedForAnother(Kind kind) {
    breakFirst(
        () -> {
          session.signOut();
          session.signIn(server.issue());
        });
    session.signIn(server.issue());
    Orders orders = builder(session).client(transport).methodInterceptor(new OnceMore()).build();

    assertThat(catchThrowable(() -> kind.call(orders))).isInstanceOf(SessionEndedException.class);
    assertThat(server.count("/orders")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P14 by a method interceptor is resent once over all repetitions")
  void resentOnce(Kind kind) {
    AuthSession patient =
        AuthSession.builder()
            .refreshWith(held -> server.issue())
            .policy(
                RefreshPolicy.defaults().expireOnSecondRejection(false).quarantine(Duration.ZERO))
            .build();
    server.on("/orders", asked -> Answered.of(401));
    patient.signIn(server.issue());
    Orders orders = builder(patient).client(transport).methodInterceptor(new OnceMore()).build();

    assertThat(catchThrowable(() -> kind.call(orders)))
        .isInstanceOf(FeignException.Unauthorized.class);
    assertThat(server.lines())
        .containsExactly(
            "GET /orders Bearer access-1",
            "GET /orders Bearer access-2",
            "GET /orders Bearer access-2");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P3 and began without a user, is repeated without the one who has come meanwhile")
  void bareAgain(Kind kind) throws Throwable {
    AuthSession lenient = AuthSession.builder().sendBareWhenSignedOut().build();
    breakFirst(() -> lenient.signIn(server.issue()));
    Orders orders = builder(lenient).client(transport).retryer(new DefaultRetryer(1, 1, 3)).build();

    assertThat(kind.call(orders)).isEqualTo("7");
    assertThat(server.lines()).containsExactly("GET /orders", "GET /orders");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P3 and was answered without a user, is repeated without one")
  void bareAgainAfterAnAnswer(Kind kind) throws Throwable {
    AuthSession lenient = AuthSession.builder().sendBareWhenSignedOut().build();
    AtomicInteger asks = new AtomicInteger();
    server.on(
        "/orders",
        asked -> {
          lenient.signIn(server.issue());
          return asks.incrementAndGet() == 1
              ? Answered.of(503, "").with("Retry-After", "0")
              : Answered.of(200, "7");
        });
    Orders orders = builder(lenient).client(transport).retryer(new DefaultRetryer(1, 1, 3)).build();

    assertThat(kind.call(orders)).isEqualTo("7");
    assertThat(server.lines()).containsExactly("GET /orders", "GET /orders");
  }

  @Test
  @DisplayName("P5 ends its exchange when it is cancelled, whichever repetition that is")
  void cancelled() {
    session.signIn(server.issue());
    List<CompletableFuture<Response>> inTheAir = new ArrayList<>();
    CompletableFuture<String> call = repeating(inTheAir).orders();
    inTheAir.get(0).completeExceptionally(new IOException("broken"));

    call.cancel(true);

    assertThat(inTheAir).hasSize(2);
    assertThat(inTheAir.get(1)).isCancelled();
  }

  @Test
  @DisplayName("P5 is not repeated when it has been cancelled")
  void notRepeatedWhenCancelled() {
    session.signIn(server.issue());
    List<CompletableFuture<Response>> inTheAir = new ArrayList<>();
    CompletableFuture<String> call = repeating(inTheAir).orders();

    call.cancel(true);

    assertThat(inTheAir).hasSize(1);
    assertThat(inTheAir.get(0)).isCancelled();
  }

  private Orders repeating(List<CompletableFuture<Response>> inTheAir) {
    AsyncClient<Object> slow =
        (request, options, context) -> {
          CompletableFuture<Response> coming = new CompletableFuture<>();
          inTheAir.add(coming);
          return coming;
        };
    return builder(session).asyncClient(slow).methodInterceptor(new OnceMore()).build();
  }
}
