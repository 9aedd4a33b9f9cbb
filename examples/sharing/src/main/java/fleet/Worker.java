package fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.NotSignedInException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.SessionEndedException;
import dev.latchkey.session.SessionStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * One process of the fleet: threads that call and call again, on a session that all processes have
 * under one key. It begins when it is told to by a line, and prints how many of its calls failed.
 */
final class Worker {
  static final String KEY = "fleet";

  /** Short, so that whoever waits for a process that was killed does not wait long. */
  static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);

  /** How long a lease stands: for the refresh, and for the store to be read and written. */
  static final Duration LEASE = REFRESH_TIMEOUT.plus(STORE_TIMEOUT.multipliedBy(4));

  static final RefreshPolicy POLICY =
      RefreshPolicy.defaults()
          .timeout(REFRESH_TIMEOUT)
          .storeTimeout(STORE_TIMEOUT)
          .maxWait(Duration.ofSeconds(30))
          .coolDown(Duration.ofMillis(20), Duration.ofMillis(200))
          .storeCheckInterval(Duration.ofMillis(500));

  private final AuthSession session;
  private final OrdersApi orders;
  private final boolean mayEnd;
  private final AtomicInteger failed = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> why = new ConcurrentLinkedQueue<>();

  private Worker(AuthSession session, OrdersApi orders, boolean mayEnd) {
    this.session = session;
    this.orders = orders;
    this.mayEnd = mayEnd;
  }

  /**
   * Starts it.
   *
   * @param args the store, the URL of the server, its own name, how many threads, for how many
   *     seconds, by how many minutes its clock is wrong, and whether the session may end, since
   *     processes are killed
   */
  public static void main(String... args) throws Exception {
    SessionStore store = Backend.open(args[0]);
    Duration wrong = Duration.ofMinutes(Integer.parseInt(args[5]));
    AuthSession session =
        AuthSession.builder()
            .store(store)
            .key(KEY)
            .policy(POLICY)
            .clock(InstantSource.offset(InstantSource.system(), wrong))
            .build();
    OrdersApi orders =
        OrdersApiClient.builder()
            .url(args[1])
            .session(session)
            .requestInterceptor(template -> template.header(TokenServer.PROCESS, args[2]))
            .build();
    Optional<SessionStore.Entry> unused = store.load(KEY); // connects
    AuthSession.State unusedState = session.state(); // from here on it can do without the store
    new Worker(session, orders, Boolean.parseBoolean(args[6]))
        .run(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    // What the drivers keep open would keep the process.
    System.exit(0);
  }

  private void run(int count, int seconds) throws IOException, InterruptedException {
    BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    System.out.println("ready");
    if (told.readLine() == null) {
      return; // whoever has started it is gone
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (session.state() != AuthSession.State.ACTIVE && System.nanoTime() < end) {
      Thread.sleep(20); // the sign-in of another process is found within an interval
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> call(end), "caller-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(failed + " " + why.stream().limit(3).collect(Collectors.joining(" | ")));
  }

  private void call(long end) {
    while (System.nanoTime() < end) {
      try {
        String unused = orders.orders();
      } catch (RuntimeException e) {
        boolean ended = e instanceof NotSignedInException || e instanceof SessionEndedException;
        if (!ended || !mayEnd) {
          failed.incrementAndGet();
          why.add(String.valueOf(e));
        } // else the server has ended it, and says itself whether it had to
      }
    }
  }
}
