package benchmark;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import feign.Feign;
import feign.Retryer;
import feign.codec.Decoder;
import feign.codec.DefaultEncoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a whole call costs in Feign, without a network, by how it gets its Authorization header.
 *
 * <p>The four clients have the same transport, no Retryer, and a decoder that looks at nothing,
 * since Feign's own allocates more than all of them. The token is of the length that signed ones
 * have.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SeatBenchmark {
  private static final String URL = "https://shop.example";
  private static final Decoder DECODER = (response, type) -> "lamp";
  private static final String TOKEN = "t".repeat(800);

  private final OrdersApi bare = feign().target(OrdersApi.class, URL);
  private final OrdersApi fixedHeader;
  private final OrdersApi capability;
  private final OrdersApi generated;

  /** Signs in for longer than the benchmark runs, and builds the clients. */
  public SeatBenchmark() {
    String header = "Bearer " + TOKEN;
    AuthSession session = AuthSession.builder().build();
    session.signIn(Credential.of(TOKEN).withExpiresIn(Duration.ofDays(1)));
    fixedHeader =
        feign()
            .requestInterceptor(template -> template.header("Authorization", header))
            .target(OrdersApi.class, URL);
    capability =
        feign().addCapability(SessionCapability.of(session, URL)).target(OrdersApi.class, URL);
    generated =
        OrdersApiClient.builder()
            .url(URL)
            .session(session)
            .client(new StubTransport())
            .encoder(new DefaultEncoder())
            .decoder(DECODER)
            .build();
  }

  /** No header at all: the base of the ratios. */
  @Benchmark
  public String bare() {
    return bare.orders();
  }

  /** A header that never changes, by an interceptor. */
  @Benchmark
  public String fixedHeader() {
    return fixedHeader.orders();
  }

  /** The session, by {@code addCapability}. */
  @Benchmark
  public String capability() {
    return capability.orders();
  }

  /** The session, by the client that javac writes. */
  @Benchmark
  public String generated() {
    return generated.orders();
  }

  private static Feign.Builder feign() {
    return Feign.builder()
        .client(new StubTransport())
        .encoder(new DefaultEncoder())
        .decoder(DECODER)
        .retryer(Retryer.NEVER_RETRY);
  }
}
