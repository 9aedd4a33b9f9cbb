package cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signs in, lets the access token expire, starts five copies of the tool at once, signs out, and
 * prints what each said.
 */
public final class Demonstration {
  private static final int COPIES = 5;

  private final ShopServer server;
  private final Path home;
  private final List<String> said = new ArrayList<>();

  private Demonstration(ShopServer server, Path home) {
    this.server = server;
    this.home = home;
  }

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String... args) throws Exception {
    run().forEach(System.out::println);
  }

  /** Runs it, and returns what was said. */
  static List<String> run() throws Exception {
    Path home = Files.createTempDirectory("shop");
    try (ShopServer server = ShopServer.start()) {
      Demonstration demonstration = new Demonstration(server, home);
      demonstration.perform();
      return demonstration.said;
    } finally {
      delete(home);
    }
  }

  private void perform() throws Exception {
    say("orders", start("orders"));
    say("login", start("login", "ada", "secret"));
    say("orders", start("orders"));
    server.expire();
    List<Process> copies = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      copies.add(start("orders"));
    }
    for (Process copy : copies) {
      say("orders", copy);
    }
    said.add("refreshes: " + server.refreshes());
    say("logout", start("logout"));
    say("orders", start("orders"));
  }

  private void say(String command, Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    said.add("%s: %s (exit %d)".formatted(command, output, process.waitFor()));
  }

  private Process start(String... command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopCli.class.getName(),
                server.url(),
                home.toString()));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
