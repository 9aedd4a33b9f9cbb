package shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.RefreshRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import shop.ServerLog.Event;

/**
 * The shop's server, on a free port of the loopback interface.
 *
 * <p>It has a gate: calls whose access token has expired are not answered before a given number of
 * them has arrived. So no client is saved by an early 401; all of them meet the same storm.
 */
final class ShopServer implements AutoCloseable {
  private static final List<ShopApi.Order> ORDERS = List.of(new ShopApi.Order("7", "lamp"));
  private static final int NO_BODY = -1;

  private final ObjectMapper json = new ObjectMapper();
  private final boolean tellsExpiry;
  private final CountDownLatch gate;
  private final TokenDesk desk;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;
  private volatile ServerLog log = new ServerLog();

  /** Tokens, with a lifetime in seconds if the server tells it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenAnswer(String accessToken, String refreshToken, @Nullable Long expiresIn) {}

  private ShopServer(InstantSource clock, boolean tellsExpiry, int gate) throws IOException {
    this.tellsExpiry = tellsExpiry;
    this.gate = new CountDownLatch(gate);
    this.desk = new TokenDesk(clock);
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    http.createContext("/auth/login", this::login);
    http.createContext("/auth/refresh", this::refresh);
    http.createContext("/auth/logout", this::logout);
    http.createContext("/orders", this::orders);
    http.setExecutor(threads);
  }

  /**
   * Starts a server.
   *
   * @param clock says when access tokens expire
   * @param tellsExpiry whether clients are told how long an access token lives
   * @param gate how many calls with an expired token it waits for before it answers them
   */
  static ShopServer start(InstantSource clock, boolean tellsExpiry, int gate) throws IOException {
    ShopServer server = new ShopServer(clock, tellsExpiry, gate);
    server.http.start();
    return server;
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** Forgets what it saw and returns what it sees from now on. */
  ServerLog newLog() {
    ServerLog newLog = new ServerLog();
    log = newLog;
    return newLog;
  }

  boolean hasSession() {
    return desk.hasSession();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void login(HttpExchange exchange) throws IOException {
    ShopApi.Login login = json.readValue(exchange.getRequestBody(), ShopApi.Login.class);
    if (login.password().equals("secret")) {
      answer(exchange, 200, told(desk.signIn()));
    } else {
      answer(exchange, 401, Map.of("error", "wrong_password"));
    }
  }

  private void refresh(HttpExchange exchange) throws IOException {
    RefreshRequest request = json.readValue(exchange.getRequestBody(), RefreshRequest.class);
    TokenDesk.Renewal renewal = desk.refresh(request.refreshToken());
    log.add(
        switch (renewal.verdict()) {
          case GRANTED -> Event.REFRESH_GRANTED;
          case SPENT -> Event.REFRESH_TOKEN_SPENT;
          case REVOKED -> Event.REFRESH_OF_DEAD_SESSION;
        });
    if (renewal.tokens() != null) {
      answer(exchange, 200, told(renewal.tokens()));
    } else {
      answer(exchange, 400, Map.of("error", "invalid_grant"));
    }
  }

  private void logout(HttpExchange exchange) throws IOException {
    desk.signOut(accessToken(exchange));
    answer(exchange, 204, null);
  }

  private void orders(HttpExchange exchange) throws IOException {
    switch (desk.standing(accessToken(exchange))) {
      case VALID -> {
        log.add(Event.ANSWERED_200);
        answer(exchange, 200, ORDERS);
      }
      case EXPIRED -> {
        log.add(Event.CALL_WITH_EXPIRED_TOKEN);
        passGate();
        reject(exchange);
      }
      case REVOKED -> {
        log.add(Event.CALL_OF_DEAD_SESSION);
        reject(exchange);
      }
    }
  }

  /** Waits for the other calls; the limit is for clients that never send them. */
  private void passGate() throws IOException {
    gate.countDown();
    try {
      if (!gate.await(30, TimeUnit.SECONDS)) {
        throw new IOException(gate.getCount() + " calls with the expired token have not come");
      }
    } catch (InterruptedException e) {
      throw new IOException("closed before all calls with the expired token had come", e);
    }
  }

  private void reject(HttpExchange exchange) throws IOException {
    log.add(Event.ANSWERED_401);
    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    answer(exchange, 401, null);
  }

  private TokenAnswer told(TokenDesk.Tokens tokens) {
    Long lifetime = tellsExpiry ? TokenDesk.LIFETIME.toSeconds() : null;
    return new TokenAnswer(tokens.access(), tokens.refresh(), lifetime);
  }

  private void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
    try (exchange) {
      if (body == null) {
        exchange.sendResponseHeaders(status, NO_BODY);
        return;
      }
      byte[] bytes = json.writeValueAsString(body).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static @Nullable String accessToken(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization == null ? null : authorization.replaceFirst("^Bearer ", "");
  }
}
