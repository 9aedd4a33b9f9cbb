package cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The shop's server: it rotates refresh tokens, and ends a session whose token comes twice. */
final class ShopServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  // Guarded by this.
  private int newest;
  private boolean expired;
  private int refreshes;

  private ShopServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    http.createContext("/", this::serve);
    http.setExecutor(threads);
  }

  static ShopServer start() throws IOException {
    ShopServer server = new ShopServer();
    server.http.start();
    return server;
  }

  String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  /** Lets the access token expire before its time, which no client can know. */
  synchronized void expire() {
    expired = true;
  }

  synchronized int refreshes() {
    return refreshes;
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      String answer =
          switch (exchange.getRequestURI().getPath()) {
            case "/auth/login" -> login(body);
            case "/auth/refresh" -> refresh(body);
            case "/auth/logout" -> logout();
            default -> orders(String.valueOf(authorization));
          };
      byte[] bytes = answer.getBytes(UTF_8);
      if (answer.startsWith("{")) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
      }
      exchange.sendResponseHeaders(
          answer.isEmpty() ? 401 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized String login(String body) {
    return body.contains("\"secret\"") ? issue() : "";
  }

  private synchronized String refresh(String body) {
    refreshes++;
    if (!body.contains("\"refresh-" + newest + "\"")) {
      newest += 1_000; // spent: the session is over
      return "";
    }
    return issue();
  }

  private synchronized String logout() {
    newest += 1_000;
    return "{}";
  }

  private synchronized String orders(String authorization) {
    return authorization.equals("Bearer access-" + newest) && !expired ? "1 lamp" : "";
  }

  private String issue() {
    newest++;
    expired = false;
    return "{\"access_token\": \"access-%d\", \"refresh_token\": \"refresh-%d\", \"expires_in\": 900}"
        .formatted(newest, newest);
  }
}
