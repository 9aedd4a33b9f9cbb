package benchmark;

import benchmark.CountingStore.Count;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.store.FileSessionStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What the store is asked for when the token of a session that several JVMs share is rejected to
 * all their callers at once: one token request between them, one write, and a few reads for each.
 * And what it is asked for when the token is good: nothing.
 */
public final class SharedStorm implements AutoCloseable {
  static final String KEY = "storm";

  /** What the server rejects, and what it issues instead. */
  static final Credential REJECTED = Credential.of("old").withRefreshToken("r-1");

  static final Credential ISSUED = Credential.of("new").withRefreshToken("r-2");

  private static final int JVMS = 8;
  private static final int CALLERS = 100;

  private final Path directory = Files.createTempDirectory("storm");
  private final AtomicInteger tokenRequests = new AtomicInteger();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<Process> jvms = new ArrayList<>();
  private final PrintStream out;

  private SharedStorm(PrintStream out) throws IOException {
    this.out = out;
    server.createContext("/token", this::answer);
    server.start();
  }

  /**
   * Measures.
   *
   * @param args how many JVMs and how many callers in each, or nothing for 8 and 100
   */
  public static void main(String[] args) throws IOException {
    int jvms = args.length == 0 ? JVMS : Integer.parseInt(args[0]);
    int callers = args.length < 2 ? CALLERS : Integer.parseInt(args[1]);
    System.exit(measure(jvms, callers, System.out));
  }

  /** Prints a line for each JVM, and returns the exit status: 0 if it is as it has to be. */
  static int measure(int jvms, int callers, PrintStream out) throws IOException {
    try (SharedStorm storm = new SharedStorm(out)) {
      return storm.run(jvms, callers);
    }
  }

  private int run(int count, int callers) throws IOException {
    AuthSession session =
        AuthSession.builder().store(FileSessionStore.in(directory)).key(KEY).build();
    session.signIn(REJECTED);
    for (int i = 0; i < count; i++) {
      jvms.add(start(callers));
    }
    List<BufferedReader> lines =
        jvms.stream().map(jvm -> jvm.inputReader(StandardCharsets.UTF_8)).toList();
    for (BufferedReader line : lines) {
      read(line); // it is ready
    }
    for (Process jvm : jvms) {
      jvm.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
    }
    out.printf(
        "%d JVMs of %d callers%n%-10s %9s %9s %9s %30s%n",
        count, callers, "", "reads", "writes", "leases", "of 1,000 calls afterwards");
    int writes = 0;
    int afterwards = 0;
    for (int i = 0; i < count; i++) {
      Count storm = Count.parse(read(lines.get(i)));
      Count fresh = Count.parse(read(lines.get(i)));
      writes += storm.writes();
      afterwards += fresh.all();
      out.printf(
          "JVM %-6d %9d %9d %9d %30d%n",
          i + 1, storm.reads(), storm.writes(), storm.leases(), fresh.all());
    }
    out.printf(
        "Token requests %d, writes %d; store operations of %,d calls with a good token %d%n",
        tokenRequests.get(), writes, 1_000 * count, afterwards);
    return tokenRequests.get() == 1 && writes == 1 && afterwards == 0 ? 0 : 1;
  }

  private static String read(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IllegalStateException("A JVM has ended, and has said above why.");
    }
    return line;
  }

  private Process start(int callers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SharedStormJvm.class.getName(),
            directory.toString(),
            "http://localhost:" + server.getAddress().getPort() + "/token",
            String.valueOf(callers))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      tokenRequests.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(StormBenchmark.REFRESH_MILLIS));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() throws IOException {
    jvms.forEach(Process::destroyForcibly);
    server.stop(0);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
