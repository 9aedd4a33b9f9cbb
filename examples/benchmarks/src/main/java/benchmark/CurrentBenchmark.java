package benchmark;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.Generation;
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
 * What a call pays for its credential while that is fresh, against the least that a field which
 * other threads replace can cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CurrentBenchmark {
  private final AuthSession session = AuthSession.builder().build();
  private final AuthSession withoutExpiry = AuthSession.builder().build();
  private volatile Object field = new Object();

  /** Signs in for longer than the benchmark runs, and for nobody knows how long. */
  public CurrentBenchmark() {
    withoutExpiry.signIn(Credential.of("token"));
    session.signIn(Credential.of("token").withExpiresIn(Duration.ofDays(1)));
  }

  /** The base of the ratios. */
  @Benchmark
  public Object volatileRead() {
    return field;
  }

  /** What any look at an expiry costs. */
  @Benchmark
  public Object volatileReadAndClock() {
    return System.currentTimeMillis() > 0 ? field : this;
  }

  /** The session. */
  @Benchmark
  public Generation current() {
    return session.current();
  }

  /** A session that was not told when its token expires, and so looks at no clock. */
  @Benchmark
  public Generation currentWithoutExpiry() {
    return withoutExpiry.current();
  }
}
