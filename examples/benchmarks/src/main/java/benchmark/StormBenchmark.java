package benchmark;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import feign.Feign;
import feign.FeignException;
import feign.RequestInterceptor;
import feign.Retryer;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thousand callers at once on a token that the server rejects: from the moment that all of them
 * are let go to the last answer.
 *
 * <p>It must take a round trip, a refresh of 50 ms and another round trip. The floor does just that
 * on the same threads, each caller for itself and without any session, so that what is left is the
 * session's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 30)
@Fork(1)
public class StormBenchmark {
  static final int REFRESH_MILLIS = 50;

  private static final String URL = "https://shop.example";
  private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(REFRESH_MILLIS);

  /** From a request to its answer. */
  @Param({"0", "5"})
  int roundTripMillis;

  /** How many call at once. */
  @Param("1000")
  int callers;

  private final AtomicInteger refreshes = new AtomicInteger();
  private final ExecutorService threads = CallerThreads.open();
  private @Nullable Crowd crowd;
  private @Nullable Rejecting transport;

  /** Lines the callers up. */
  @Setup(Level.Invocation)
  public void lineUp() throws InterruptedException {
    refreshes.set(0);
    transport = new Rejecting("new", callers, TimeUnit.MILLISECONDS.toNanos(roundTripMillis));
    crowd = Crowd.of(callers, threads);
  }

  /** Lets the threads go. */
  @TearDown(Level.Trial)
  public void close() {
    threads.shutdownNow();
  }

  /** The session; fails if there was a second refresh or a request too many. */
  @Benchmark
  public int storm() throws Exception {
    AuthSession session = AuthSession.builder().refreshWith(held -> refreshed()).build();
    session.signIn(Credential.of("old").withRefreshToken("r"));
    OrdersApi api =
        feign().addCapability(SessionCapability.of(session, URL)).target(OrdersApi.class, URL);
    callTogether(api::orders);
    return require(refreshes.get() == 1);
  }

  /** The base of the ratios: the same requests and the same wait, for each caller by itself. */
  @Benchmark
  public int floor() throws Exception {
    OrdersApi old = feign().requestInterceptor(header("old")).target(OrdersApi.class, URL);
    OrdersApi renewed = feign().requestInterceptor(header("new")).target(OrdersApi.class, URL);
    callTogether(
        () -> {
          try {
            return old.orders();
          } catch (FeignException.Unauthorized rejected) {
            Rejecting.pause(REFRESH_NANOS);
            return renewed.orders();
          }
        });
    return require(true);
  }

  /** Returns what a storm takes at the least, in milliseconds. */
  static int atLeast(int roundTripMillis) {
    return REFRESH_MILLIS + 2 * roundTripMillis;
  }

  private void callTogether(Callable<?> call) throws Exception {
    Objects.requireNonNull(crowd).call(call);
  }

  private int require(boolean oneRefresh) {
    int sent = Objects.requireNonNull(transport).sent();
    if (!oneRefresh || sent != 2 * callers) {
      throw new IllegalStateException(
          "%d callers made %d refreshes and %d requests."
              .formatted(callers, refreshes.get(), sent));
    }
    return callers;
  }

  private Credential refreshed() throws IOException {
    refreshes.incrementAndGet();
    Rejecting.pause(REFRESH_NANOS);
    return Credential.of("new").withRefreshToken("r");
  }

  private Feign.Builder feign() {
    return Feign.builder().client(Objects.requireNonNull(transport)).retryer(Retryer.NEVER_RETRY);
  }

  private static RequestInterceptor header(String token) {
    return template -> template.header("Authorization", "Bearer " + token);
  }
}
