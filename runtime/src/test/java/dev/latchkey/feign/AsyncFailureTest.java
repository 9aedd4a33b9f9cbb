package dev.latchkey.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.ApiClientBuilder;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.shop.Awaited;
import dev.latchkey.shop.Shop;
import feign.AsyncClient;
import feign.AsyncFeign;
import feign.Client;
import feign.DefaultAsyncClient;
import feign.DefaultRetryer;
import feign.ExceptionPropagationPolicy;
import feign.Logger;
import feign.Request;
import feign.RequestInterceptor;
import feign.RequestLine;
import feign.Response;
import feign.RetryableException;
import feign.Retryer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of these leaves a future of Feign's open for ever, or is thrown at the caller. */
@DisplayName("The future of a call fails, and is never left open, when")
class AsyncFailureTest {
  private static final String FAULT = "broken on purpose";

  private final AuthSession session = AuthSession.of(Credential.of("access-1"));
  private final AtomicInteger attempts = new AtomicInteger();

  interface Orders {
    @RequestLine("GET /orders")
    CompletableFuture<String> orders();

    @RequestLine("POST /orders")
    CompletableFuture<String> place(Order order);
  }

  record Order(String id) {}

  /** What is thrown. */
  enum Thrown {
    EXCEPTION,
    ERROR;

    void now() {
      if (this == ERROR) {
        throw new NoClassDefFoundError(FAULT);
      }
      throw new IllegalStateException(FAULT);
    }
  }

  private ApiClientBuilder<Orders> builder(AsyncClient<Object> transport) {
    return new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .asyncClient(transport)
        .retryer(new DefaultRetryer(1, 1, 9));
  }

  /** What the transport has still to do, when the call has returned. */
  private final Queue<Runnable> inTheAir = new ArrayDeque<>();

  /** Fails as often as it is told, in a way that a Retryer mends; then answers. Takes its time. */
  private AsyncClient<Object> flaky(int failures) {
    return (request, options, context) -> {
      CompletableFuture<Response> coming = new CompletableFuture<>();
      if (attempts.incrementAndGet() <= failures) {
        inTheAir.add(() -> coming.completeExceptionally(new IOException("flaky")));
      } else {
        inTheAir.add(() -> coming.complete(answer(request, 200)));
      }
      return coming;
    };
  }

  private static Response answer(Request request, int status) {
    return Response.builder()
        .request(request)
        .status(status)
        .headers(Map.of())
        .body("7", StandardCharsets.UTF_8)
        .build();
  }

  private void assertFails(CompletableFuture<?> call) {
    assertThat(failureOf(call)).hasStackTraceContaining(FAULT);
  }

  private Throwable failureOf(CompletableFuture<?> call) {
    for (Runnable next = inTheAir.poll(); next != null; next = inTheAir.poll()) {
      next.run();
    }
    return Awaited.failureOf(call);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("an interceptor throws, on any attempt")
  void interceptor(Thrown thrown) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      attempts.set(0);
      AtomicInteger applied = new AtomicInteger();
      int broken = attempt;
      Orders orders =
          builder(flaky(9))
              .requestInterceptor(
                  template -> {
                    if (applied.incrementAndGet() == broken) {
                      thrown.now();
                    }
                  })
              .build();

      assertFails(orders.orders());
      assertThat(attempts).hasValue(attempt - 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the transport throws, on any attempt")
  void transport(Thrown thrown) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      attempts.set(0);
      int broken = attempt;
      AsyncClient<Object> flaky = flaky(9);
      Orders orders =
          builder(
                  (request, options, context) -> {
                    CompletableFuture<Response> answer = flaky.execute(request, options, context);
                    if (attempts.get() == broken) {
                      thrown.now();
                    }
                    return answer;
                  })
              .build();

      assertFails(orders.orders());
      assertThat(attempts).hasValue(attempt);
    }
  }

  @Test
  @DisplayName("a transport throws an Error on a thread of ours")
  void transportOnAThread() {
    assertFails(
        new ApiClientBuilder<>(Orders.class, UnaryOperator.identity())
            .url(Shop.URL)
            .session(session)
            .client(
                (request, options) -> {
                  throw new NoClassDefFoundError(FAULT);
                })
            .build()
            .orders());
  }

  @Test
  @DisplayName("a transport would swallow an Error, and is refused for that when it is given")
  @SuppressWarnings("deprecation") // by either of its names
  void unreliableTransport() {
    Client broken =
        (request, options) -> {
          throw new NoClassDefFoundError(FAULT);
        };

    assertThatThrownBy(() -> builder(new DefaultAsyncClient<>(broken, ForkJoinPool.commonPool())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ApiClientBuilder.client(..)");
    assertThatThrownBy(() -> builder(new AsyncClient.Default<>(broken, ForkJoinPool.commonPool())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("the transport returns null, or answers null, or fails without a cause")
  @SuppressWarnings("NullAway") // which is the point
  void transportReturnsNull() {
    assertThat(failureOf(builder((request, options, context) -> null).build().orders()))
        .hasMessage("The transport returned null instead of a future.");
    assertThat(
            failureOf(
                builder(
                        (request, options, context) ->
                            CompletableFuture.<Response>completedFuture(null))
                    .build()
                    .orders()))
        .hasMessage("The transport answered null.");
    assertThat(
            failureOf(
                builder(
                        (request, options, context) ->
                            CompletableFuture.failedFuture(new CompletionException(FAULT, null)))
                    .build()
                    .orders()))
        .hasMessage("An exchange failed without a cause.");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a Retryer throws something else, to decide or to begin")
  void retryer(Thrown thrown) {
    Retryer deciding =
        new Retryer() {
          @Override
          public void continueOrPropagate(RetryableException e) {
            thrown.now();
          }

          @Override
          @SuppressWarnings("MissingSuperCall")
          public Retryer clone() {
            return this;
          }
        };
    Retryer beginning =
        new DefaultRetryer(1, 1, 9) {
          @Override
          public Retryer clone() {
            thrown.now();
            return this;
          }
        };

    assertFails(builder(flaky(1)).retryer(deciding).build().orders());
    assertFails(builder(flaky(1)).retryer(beginning).build().orders());
  }

  @Test
  @DisplayName("a Retryer without a limit meets a transport that always fails at once")
  void endlessRetryer() {
    Retryer patient =
        new Retryer() {
          private int attempts;

          @Override
          public void continueOrPropagate(RetryableException e) {
            if (++attempts == 10_000) {
              throw new IllegalStateException(FAULT);
            }
          }

          @Override
          @SuppressWarnings("MissingSuperCall")
          public Retryer clone() {
            return this;
          }
        };

    assertFails(
        builder(
                (request, options, context) -> {
                  attempts.incrementAndGet();
                  return CompletableFuture.failedFuture(new IOException("flaky"));
                })
            .retryer(patient)
            .build()
            .orders());
    assertThat(attempts).hasValue(10_000);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("an encoder throws")
  void encoder(Thrown thrown) {
    assertFails(
        builder(flaky(0))
            .encoder((body, type, template) -> thrown.now())
            .build()
            .place(new Order("7")));
    assertThat(attempts).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a decoder throws, on any attempt")
  void decoder(Thrown thrown) {
    for (int failures = 0; failures < 3; failures++) {
      attempts.set(0);
      assertFails(
          builder(flaky(failures))
              .decoder(
                  (response, type) -> {
                    thrown.now();
                    return "";
                  })
              .build()
              .orders());
      assertThat(attempts).hasValue(failures + 1);
    }
  }

  @Test
  @DisplayName("an error decoder makes an exception that has to have a cause and has none")
  void errorDecoder() {
    assertFails(
        builder(
                (request, options, context) ->
                    CompletableFuture.completedFuture(answer(request, 500)))
            .errorDecoder((endpoint, response) -> new CompletionException(FAULT, null))
            .build()
            .orders());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a method interceptor throws")
  void methodInterceptor(Thrown thrown) {
    assertFails(
        builder(flaky(0))
            .methodInterceptor(
                (invocation, chain) -> {
                  thrown.now();
                  return null;
                })
            .build()
            .orders());
  }

  /** The moments at which Feign logs. */
  enum Logging {
    REQUEST,
    RESPONSE,
    FAILURE
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a logger throws")
  void logger(Logging moment) {
    for (int failures = moment == Logging.FAILURE ? 1 : 0; failures < 3; failures++) {
      attempts.set(0);
      Logger logger =
          new Logger() {
            @Override
            protected void log(String endpoint, String format, Object... arguments) {}

            @Override
            protected void logRequest(String endpoint, Level level, Request request) {
              fail(Logging.REQUEST);
            }

            @Override
            protected Response logAndRebufferResponse(
                String endpoint, Level level, Response response, long millis) {
              fail(Logging.RESPONSE);
              return response;
            }

            @Override
            protected IOException logIOException(
                String endpoint, Level level, IOException failure, long millis) {
              fail(Logging.FAILURE);
              return failure;
            }

            private void fail(Logging now) {
              if (now == moment) {
                throw new NoClassDefFoundError(FAULT);
              }
            }
          };
      assertFails(
          builder(flaky(failures)).logger(logger).logLevel(Logger.Level.BASIC).build().orders());
    }
  }

  @Test
  @DisplayName("the scheme, or whoever finds the session, throws")
  void beforeItIsSent() {
    assertFails(
        builder(flaky(0))
            .scheme(
                (credential, request) -> {
                  throw new IllegalStateException(FAULT);
                })
            .build()
            .orders());
    assertFails(
        builder(flaky(0))
            .session(
                () -> {
                  throw new IllegalStateException(FAULT);
                })
            .build()
            .orders());
    assertThat(attempts).hasValue(0);
  }

  /** Endpoints of both kinds. */
  interface BothKinds extends Orders {
    @RequestLine("GET /orders")
    String ordersNow();

    @RequestLine("GET /orders")
    String ordersOrNot() throws IOException;
  }

  @Test
  @DisplayName("an interceptor gives up an attempt, with the exception that a blocking call throws")
  void retryableInterceptor() {
    AtomicInteger applied = new AtomicInteger();
    RequestInterceptor givesUp =
        template -> {
          applied.incrementAndGet();
          throw new RetryableException(
              -1,
              FAULT,
              Request.HttpMethod.GET,
              new IOException("the cause"),
              (Long) null,
              Request.create(Request.HttpMethod.GET, "", Map.of(), Request.Body.empty(), template));
        };
    BothKinds orders = builderOfBoth().requestInterceptor(givesUp).build();
    BothKinds byHand = asyncFeign().requestInterceptor(givesUp).target(BothKinds.class, Shop.URL);

    for (Throwable failure :
        List.of(
            catchThrowable(orders::ordersNow),
            failureOf(orders.orders()),
            failureOf(byHand.orders()),
            catchThrowable(byHand::ordersNow))) {
      assertThat(failure).isExactlyInstanceOf(RetryableException.class).hasMessage(FAULT);
    }
    assertThat(applied).hasValue(12);
  }

  @Test
  @DisplayName("the policy is to unwrap, and a blocking call does not declare what is inside")
  void undeclared() {
    AsyncClient<Object> broken = flakyAtOnce();
    BothKinds byHand =
        asyncFeign()
            .client(broken)
            .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
            .target(BothKinds.class, Shop.URL);

    assertThat(catchThrowable(byHand::ordersNow)).isExactlyInstanceOf(RetryableException.class);
    assertThat(catchThrowable(byHand::ordersOrNot)).isExactlyInstanceOf(IOException.class);
    assertThat(failureOf(byHand.orders())).isExactlyInstanceOf(IOException.class);
  }

  private static AsyncClient<Object> flakyAtOnce() {
    return (request, options, context) -> CompletableFuture.failedFuture(new IOException("flaky"));
  }

  private ApiClientBuilder<BothKinds> builderOfBoth() {
    return new ApiClientBuilder<>(BothKinds.class, UnaryOperator.identity())
        .url(Shop.URL)
        .session(session)
        .retryer(new DefaultRetryer(1, 1, 3));
  }

  private AsyncFeign.AsyncBuilder<Object> asyncFeign() {
    return AsyncFeign.builder()
        .addCapability(SessionCapability.of(session, Shop.URL))
        .retryer(new DefaultRetryer(1, 1, 3));
  }

  @Test
  @DisplayName("the answer is a failure, with the exception that a blocking call would throw")
  void asBlockingCallsThrow() {
    assertThat(failureOf(builder(flaky(99)).build().orders()))
        .isExactlyInstanceOf(RetryableException.class)
        .hasMessage("flaky executing GET https://shop.example/orders")
        .hasCauseInstanceOf(IOException.class);
    assertThat(attempts).hasValue(9);
    assertThat(
            failureOf(
                builder(flaky(99))
                    .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
                    .build()
                    .orders()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("flaky");
    assertThat(attempts).hasValue(18);
  }
}
