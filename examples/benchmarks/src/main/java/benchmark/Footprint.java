package benchmark;

import dev.latchkey.feign.SessionCapability;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.SessionListener;
import dev.latchkey.session.SessionStore;
import feign.Feign;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * How many bytes a session costs that waits for its next call, and how many threads: by the heap
 * that is in use after a collection, with and without a great many of them.
 *
 * <p>All of them hold the same text as their tokens, so that what is counted is the session's own.
 * What a text of its own costs comes out of the last line.
 */
public final class Footprint {
  /** What an idle session may cost, beside its key and the text of its tokens. */
  static final int LIMIT = 400;

  /** And one that is kept in a store, beside what the store needs for it. */
  static final int LIMIT_WITH_STORE = 700;

  private static final String BESIDE = "beside its key and the text of its tokens";
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int MANY = 100_000;
  private static final String URL = "https://shop.example";
  private static final String TEXT = "t".repeat(800);

  /** One client for all sessions, as a server has it. */
  private static final AtomicReference<AuthSession> CALLING = new AtomicReference<>();

  private static final OrdersApi API =
      Feign.builder()
          .client(new StubTransport())
          .addCapability(SessionCapability.of(CALLING::get, URL))
          .target(OrdersApi.class, URL);

  /** A store whose entries are somewhere else. */
  private static final SessionStore ELSEWHERE =
      new SessionStore() {
        @Override
        public Optional<Entry> load(String key) {
          return Optional.empty();
        }

        @Override
        public boolean compareAndSet(String key, long version, byte[] content) {
          return true;
        }

        @Override
        public boolean tryLease(String key, String owner, Duration timeToLive) {
          return true;
        }

        @Override
        public void release(String key, String owner) {}
      };

  private final int sessions;
  private final PrintStream out;
  private boolean exceeded;

  private Footprint(int sessions, PrintStream out) {
    this.sessions = sessions;
    this.out = out;
  }

  /**
   * Measures.
   *
   * @param args how many sessions, or nothing for a hundred thousand
   */
  public static void main(String[] args) throws InterruptedException {
    int sessions = args.length == 0 ? MANY : Integer.parseInt(args[0]);
    System.exit(measure(sessions, System.out));
  }

  /** Prints a line for each case, and returns the exit status: 0 if none exceeds its limit. */
  static int measure(int sessions, PrintStream out) throws InterruptedException {
    out.printf("%,d idle sessions%n%-44s %9s %9s%n", sessions, "", "bytes", "threads");
    Footprint meter = new Footprint(sessions, out);
    SessionListener listener = new SessionListener() {};
    meter.measure("never signed in", i -> builder().build(), LIMIT);
    meter.measure("signed in", i -> signedIn(builder(), TEXT), LIMIT);
    meter.measure("signed in, with a key of its own", i -> signedIn(keyed(i), TEXT), UNLIMITED);
    meter.measure("with a listener", i -> signedIn(builder().listener(listener), TEXT), LIMIT);
    meter.measure("after one call", i -> called(signedIn(builder(), TEXT)), LIMIT);
    meter.measure("after one refresh", i -> refreshed(signedIn(builder(), TEXT)), LIMIT);
    meter.measure("with a store", i -> signedIn(stored(), TEXT), LIMIT_WITH_STORE);
    meter.measure(
        "its two tokens of %d characters its own".formatted(TEXT.length()),
        i -> signedIn(builder(), TEXT + (char) ('a' + i % 26)),
        UNLIMITED);
    String limits = "%d bytes, %d with a store, %s".formatted(LIMIT, LIMIT_WITH_STORE, BESIDE);
    out.println(
        meter.exceeded
            ? "FAILED: a session costs more than " + limits + ", or a thread."
            : "None costs more than " + limits + ", and none a thread.");
    return meter.exceeded ? 1 : 0;
  }

  private void measure(String what, IntFunction<AuthSession> session, int limit)
      throws InterruptedException {
    keep(10, session); // so that what all sessions share is there before
    int threadsBefore = Heap.threads();
    long before = Heap.used();
    AuthSession[] kept = keep(sessions, session);
    long bytes = Math.round((Heap.used() - before - Heap.ofArray(sessions)) / (double) sessions);
    int threads = Heap.threadsBeyond(threadsBefore);
    if (kept.length != sessions) {
      throw new IllegalStateException("They are kept until here.");
    }
    boolean tooMuch = bytes > limit || threads > 0;
    exceeded |= tooMuch;
    out.printf("%-44s %9d %9d%s%n", what, bytes, threads, tooMuch ? "  too much" : "");
  }

  private static AuthSession[] keep(int many, IntFunction<AuthSession> session) {
    AuthSession[] kept = new AuthSession[many];
    for (int i = 0; i < many; i++) {
      kept[i] = session.apply(i);
    }
    return kept;
  }

  private static AuthSession.Builder builder() {
    return AuthSession.builder().refreshWith(held -> credential(TEXT));
  }

  private static AuthSession.Builder keyed(int number) {
    return builder().key("user-" + number);
  }

  private static AuthSession.Builder stored() {
    return builder().store(ELSEWHERE);
  }

  private static AuthSession signedIn(AuthSession.Builder builder, String text) {
    AuthSession session = builder.build();
    session.signIn(credential(text));
    return session;
  }

  private static Credential credential(String text) {
    return Credential.of(text).withRefreshToken(text).withExpiresIn(Duration.ofDays(1));
  }

  private static AuthSession refreshed(AuthSession session) {
    session.refresh();
    return session;
  }

  private static AuthSession called(AuthSession session) {
    CALLING.set(session);
    API.orders();
    return session;
  }
}
