package soak;

import benchmark.CallerThreads;
import feign.Client;
import feign.http2client.Http2Client;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sessions in use for a long time, with tokens of a second, against a server that rotates refresh
 * tokens strictly, fails every fifth refresh in one of seven ways, and judges its clients by its
 * own log. Ends with status 1 if anything happened that must not.
 */
public final class Soak {
  private static final int SECONDS = 600;
  private static final int USERS = 16;
  private static final int CALLERS_EACH = 4;
  private static final int CHECK_MILLIS = 500;
  private static final int REPORT_SECONDS = 60;
  private static final int END_SECONDS = 20;

  /** What the library says of each failed refresh; a field, since loggers are held weakly. */
  private static final Logger LIBRARY = Logger.getLogger("dev.latchkey");

  private Soak() {}

  /**
   * Runs it.
   *
   * @param args for how many seconds, or nothing for ten minutes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = args.length == 0 ? SECONDS : Integer.parseInt(args[0]);
    Ledger ledger = run(Duration.ofSeconds(seconds), UnaryOperator.identity(), System.out);
    System.exit(ledger.isClean() ? 0 : 1);
  }

  /**
   * Runs it for so long, prints what came of it, and returns the same.
   *
   * @param spoil changes the transport of each user, to see whether a fault is noticed
   */
  static Ledger run(Duration time, UnaryOperator<Client> spoil, PrintStream out)
      throws IOException, InterruptedException {
    LIBRARY.setLevel(Level.OFF);
    Ledger ledger = new Ledger();
    OpenCalls calls = new OpenCalls(ledger);
    ExecutorService threads = CallerThreads.open();
    ExecutorService serverThreads = CallerThreads.open();
    try (SoakServer server = new SoakServer(ledger, serverThreads)) {
      Client transport = transport();
      List<User> users = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        users.add(new User(i, server.url(), spoil.apply(transport)));
      }
      out.printf(
          "%d sessions, %d callers each, for %d s on JDK %d%n",
          USERS, CALLERS_EACH * Way.values().length, time.toSeconds(), Runtime.version().feature());
      Life life = new Life(users, ledger, calls);
      life.begin(CALLERS_EACH, threads);
      watch(time, server, life, calls, ledger, out);
      life.end();
      threads.shutdown();
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        ledger.violated(Violation.NO_OUTCOME, "callers are still waiting after the end");
      }
      calls.check();
    } finally {
      threads.shutdownNow();
      serverThreads.shutdownNow();
    }
    judge(ledger);
    ledger.lines().forEach(out::println);
    out.println(ledger.isClean() ? "Nothing happened that must not." : "FAILED");
    return ledger;
  }

  private static void watch(
      Duration time, SoakServer server, Life life, OpenCalls calls, Ledger ledger, PrintStream out)
      throws InterruptedException {
    long begun = System.nanoTime();
    long reported = 0;
    long elapsed = 0;
    while (elapsed < time.toNanos()) {
      Thread.sleep(CHECK_MILLIS);
      server.forgetOld();
      calls.check();
      life.check();
      elapsed = System.nanoTime() - begun;
      long seconds = TimeUnit.NANOSECONDS.toSeconds(elapsed);
      if (seconds >= reported + REPORT_SECONDS) {
        reported = seconds;
        out.printf(
            "%5d s: %d calls answered, %d refreshes, %d sessions lost, %s; %d entries, %d MB%n",
            seconds,
            ledger.of(Outcome.ANSWERED),
            ledger.of(Event.REFRESH),
            ledger.of(Event.SESSION_LOST),
            ledger.isClean() ? "no violation" : "VIOLATIONS",
            server.remembered(),
            (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
      }
    }
  }

  private static void judge(Ledger ledger) {
    long rotations = ledger.of(Event.ROTATION_LOST) + ledger.of(Event.ROTATION_UNSURE);
    long lost = ledger.of(Event.SESSION_LOST);
    if (lost > rotations) {
      ledger.violated(Violation.TOO_MANY_LOST, lost + " sessions, " + rotations + " rotations");
    }
  }

  private static Client transport() {
    return new Http2Client(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(User.CONNECT_MILLIS))
            .build());
  }
}
