package fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.session.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server whose access tokens live for a moment and whose refresh tokens work once: a second use
 * of one ends the session. It knows which process got each token, and which uses it.
 */
final class TokenServer implements AutoCloseable {
  /** The header by which a process says its name. */
  static final String PROCESS = "X-Process";

  /** A request that was sent in time may arrive a little late. */
  private static final Duration LEEWAY = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Pattern TOKEN = Pattern.compile("[ar]-(\\d+)-(\\d+)");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;
  private final Duration life;
  private final Strictness strictness;
  private final StoredNumber stored;

  // Guarded by this.
  private final Map<String, Share> shares = new TreeMap<>();
  private final Map<Integer, Issued> issued = new HashMap<>();
  private final Set<String> killed = new HashSet<>();
  private int family;
  private int newest;
  private boolean over;
  private int refreshes;
  private int rotations;
  private int reuses;
  private int losses;
  private long lastNanos = System.nanoTime();
  private long longestGapNanos;

  /** Says which token of the running session is in the store. */
  interface StoredNumber {
    int get() throws IOException;
  }

  private record Issued(String process, long atNanos) {}

  /** What one process has done. */
  static final class Share {
    int calls;
    int adopted;
    int refreshes;
  }

  /** What a second use of a refresh token means. */
  enum Strictness {
    /** That it was stolen. */
    STRICT,
    /** That the answer to the first was perhaps not delivered; it is granted too. */
    LENIENT
  }

  private TokenServer(Duration life, Strictness strictness, StoredNumber stored)
      throws IOException {
    this.life = life;
    this.strictness = strictness;
    this.stored = stored;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    http.createContext("/refresh", this::refresh);
    http.createContext("/orders", this::orders);
    http.setExecutor(threads);
  }

  /**
   * Starts a server.
   *
   * @param life how long an access token lives
   * @param strictness what a second use of a refresh token means
   * @param stored is asked when a refresh token comes a second time
   */
  static TokenServer start(Duration life, Strictness strictness, StoredNumber stored)
      throws IOException {
    TokenServer server = new TokenServer(life, strictness, stored);
    server.http.start();
    return server;
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  /** Begins a session, which ends the one before, and returns its first credential. */
  synchronized Credential signIn() {
    family++;
    over = false;
    issued.clear();
    newest = 0;
    issue("sign-in");
    return Credential.of("a-%d-%d".formatted(family, newest))
        .withRefreshToken("r-%d-%d".formatted(family, newest))
        .withExpiresIn(life);
  }

  /** Returns the number of a token of the running session, 0 if it is of none. */
  synchronized int number(String token) {
    Matcher matcher = TOKEN.matcher(token);
    boolean ours = matcher.matches() && Integer.parseInt(matcher.group(1)) == family;
    return ours ? Integer.parseInt(matcher.group(2)) : 0;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Counts from now on. */
  synchronized void begin() {
    lastNanos = System.nanoTime();
  }

  /** Says that a process is about to die. */
  synchronized void kills(String process) {
    killed.add(process);
  }

  synchronized Report report(int kills, int failed, String why) {
    return new Report(
        new TreeMap<>(shares),
        refreshes,
        rotations,
        reuses,
        losses,
        Duration.ofNanos(longestGapNanos),
        kills,
        failed,
        why);
  }

  private void issue(String process) {
    newest++;
    issued.put(newest, new Issued(process, System.nanoTime()));
  }

  private Share share(String process) {
    return shares.computeIfAbsent(process, name -> new Share());
  }

  private void refresh(HttpExchange exchange) throws IOException {
    String process = exchange.getRequestHeaders().getFirst(PROCESS);
    String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher presented = TOKEN.matcher(asked);
    pause();
    String granted = presented.find() ? granted(process, number(presented.group())) : "";
    pause();
    if (granted.isEmpty()) {
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
    } else {
      answer(exchange, 200, granted);
    }
  }

  /** Takes its time, as servers do, so that a process may die before or after the rotation. */
  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE.toNanos()));
  }

  /** Returns the tokens, or nothing if they are refused. */
  private synchronized String granted(String process, int presented) throws IOException {
    refreshes++;
    if (over || presented == 0) {
      return "";
    }
    if (presented != newest && strictness == Strictness.STRICT) {
      // Who has rotated it last was perhaps killed before it could tell the store, or what a killed
      // one had sent arrives after what its successor sent: nobody can help either. If the store
      // has it, somebody has not looked; if whoever rotated it lives, it has not told.
      Issued last = issued.get(newest);
      boolean diedWithIt = last != null && killed.contains(last.process) && stored.get() < newest;
      if (diedWithIt || killed.contains(process)) {
        losses++;
      } else {
        reuses++;
      }
      over = true;
      return "";
    }
    rotations++;
    share(process).refreshes++;
    issue(process);
    return "{\"access_token\": \"a-%d-%d\", \"refresh_token\": \"r-%d-%d\", \"expires_in\": %d}"
        .formatted(family, newest, family, newest, life.toSeconds());
  }

  private void orders(HttpExchange exchange) throws IOException {
    String process = exchange.getRequestHeaders().getFirst(PROCESS);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean good =
        authorization != null && isGood(process, number(authorization.replace("Bearer ", "")));
    answer(exchange, good ? 200 : 401, good ? "lamp" : "");
  }

  private synchronized boolean isGood(String process, int number) {
    Issued token = issued.get(number);
    long now = System.nanoTime();
    if (over || token == null || now - token.atNanos > life.plus(LEEWAY).toNanos()) {
      return false;
    }
    Share share = share(process);
    share.calls++;
    if (!token.process.equals(process)) {
      share.adopted++;
    }
    longestGapNanos = Math.max(longestGapNanos, now - lastNanos);
    lastNanos = now;
    return true;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      if (body.startsWith("{")) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
