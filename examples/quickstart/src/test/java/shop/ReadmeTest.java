package shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.ServerLog.Event;

class ReadmeTest {
  private static final Path ROOT = Path.of("../..");

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  @DisplayName("The capability's snippet compiles and runs against a token endpoint")
  void capabilityRuns(@TempDir Path directory) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, "/oauth2/token", "{\"access_token\": \"t1\", \"token_type\": \"Bearer\"}");
    serve(server, "/invoices", "[\"7\"]");
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort();
      String statements =
          javaBlock("SessionCapability")
              .replace("https://id.example", url)
              .replace("https://billing.example", url);

      Object invoices =
          new Snippet(directory)
              .run(
                  Map.of(
                      "BillingApi",
                      """
                      interface BillingApi {
                        @feign.RequestLine("GET /invoices")
                        java.util.List<String> invoices();
                      }
                      """,
                      "Use",
                      """
                      import dev.latchkey.feign.SessionCapability;
                      import dev.latchkey.oauth2.TokenEndpoint;
                      import dev.latchkey.session.AuthSession;
                      import feign.Feign;
                      import feign.jackson.JacksonDecoder;

                      class Use {
                        static Object run() {
                          String secret = "secret";
                          %s
                          return billing.invoices();
                        }
                      }
                      """
                          .formatted(statements)));

      assertThat(invoices).isEqualTo(List.of("7"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  @DisplayName("The interface and its four lines of use compile as they stand, and run")
  void interfaceRuns(@TempDir Path directory) throws Exception {
    String statements = javaBlock("ShopApiClient.builder()");
    assertThat(statements.lines()).hasSize(4);
    try (ShopServer server = ShopServer.start(new ShopClock(), true, 0)) {
      ServerLog log = server.newLog();

      new Snippet(directory)
          .run(
              Map.of(
                  "ShopApi",
                  javaBlock("interface ShopApi"),
                  "Use",
                  """
                  import java.util.List;

                  class Use {
                    static Object run() {
                      %s
                      return orders;
                    }
                  }
                  """
                      .formatted(statements.replace("https://shop.example", server.url()))));

      assertThat(log.entries())
          .extracting(ServerLog.Entry::event)
          .containsExactly(Event.ANSWERED_200);
      assertThat(server.hasSession()).isFalse();
    }
  }

  @Test
  @DisplayName("The session in a file compiles, and outlives its process")
  void storedSession(@TempDir Path directory) throws Exception {
    String snippet =
        javaBlock("FileSessionStore")
            .replace("System.getProperty(\"user.home\")", "\"" + directory + "\"");
    Object held =
        new Snippet(directory)
            .run(
                Map.of(
                    "Use",
                    """
                    import dev.latchkey.session.AuthSession;
                    import dev.latchkey.session.Credential;
                    import dev.latchkey.store.FileSessionStore;
                    import java.nio.file.Path;

                    class Use {
                      static Object run() {
                        session().signIn(Credential.of("t1"));
                        return session().held().orElseThrow().accessToken();
                      }

                      static AuthSession session() {
                        %s
                        return session;
                      }
                    }
                    """
                        .formatted(snippet)));

    assertThat(held).isEqualTo("t1");
  }

  @Test
  @DisplayName("The table is the one that the program prints")
  void table() {
    assertThat(comparable(readme)).contains(comparable(Report.of(Storms.all())));
  }

  @Test
  @DisplayName("The diagnostic is the one that javac prints")
  void diagnostic() throws IOException {
    Path golden = ROOT.resolve("processor/src/test/resources/bad/UnboundVariable/javac.txt");

    assertThat(readme).contains(Files.readString(golden).strip());
  }

  @Test
  @DisplayName("The command for the tests is what .ci/run runs")
  void commands() throws IOException {
    List<String> ci = Files.readAllLines(ROOT.resolve(".ci/run"));

    assertThat(readme.lines()).contains(ci.get(ci.size() - 1));
  }

  @Test
  @DisplayName("It is shorter than 200 lines, and what it links to is there")
  void linksAndLength() {
    assertThat(readme.lines().count()).isLessThan(200);
    assertThat(Pattern.compile("]\\((?!http)([^)#]+)").matcher(readme).results())
        .extracting(link -> ROOT.resolve(link.group(1)))
        .allSatisfy(path -> assertThat(path).exists());
  }

  /** Returns the block of Java code that contains a text. */
  private String javaBlock(String text) {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map((MatchResult block) -> block.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  /** The rows of Feign as documented hold what a race left, so only their names are compared. */
  private static String comparable(String table) {
    String rows = Contender.DOCUMENTED + ".*";
    return table
        .lines()
        .map(line -> line.replaceFirst(rows, Contender.DOCUMENTED.toString()).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static void serve(HttpServer server, String path, String json) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(json.getBytes(UTF_8));
          }
        });
  }
}
