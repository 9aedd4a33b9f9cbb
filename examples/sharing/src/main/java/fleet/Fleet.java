package fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.SessionStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes that share one session, and prints who refreshed it and who adopted what others
 * had refreshed.
 *
 * <p>Arguments, each as {@code name=value}: {@code store} (file, postgres or redis), {@code
 * processes}, {@code threads}, {@code seconds}, {@code life} (of an access token, in seconds),
 * {@code kill} (kills one of them every so many seconds and starts another; 0 for never), {@code
 * outage} (stops the store for so many seconds, a quarter into the run) and {@code skew} (minutes
 * by which the clock of each is ahead of the one before).
 */
public final class Fleet {
  private static final String READY = "ready";

  private final Settings settings;
  private final Backend backend;
  private final SessionStore store;
  private final List<Member> members = new ArrayList<>();
  private final TokenServer server;
  private int started;
  private int kills;
  private int failed;
  private String why = "";

  /** How large the fleet is, and what it is put through. */
  record Settings(
      String store,
      int processes,
      int threads,
      int seconds,
      int life,
      int kill,
      int outage,
      int skew) {
    static Settings of(String... args) {
      Map<String, String> given =
          Stream.of(args)
              .map(arg -> arg.split("=", 2))
              .collect(Collectors.toMap(arg -> arg[0], arg -> arg[1]));
      return new Settings(
          given.getOrDefault("store", "file"),
          Integer.parseInt(given.getOrDefault("processes", "8")),
          Integer.parseInt(given.getOrDefault("threads", "25")),
          Integer.parseInt(given.getOrDefault("seconds", "60")),
          Integer.parseInt(given.getOrDefault("life", "1")),
          Integer.parseInt(given.getOrDefault("kill", "0")),
          Integer.parseInt(given.getOrDefault("outage", "0")),
          Integer.parseInt(given.getOrDefault("skew", "0")));
    }
  }

  private record Member(String name, Process process, BufferedReader says, Writer hears) {
    /** Returns the next line that it prints, or null if it has ended. */
    @Nullable String line() throws IOException {
      return says.readLine();
    }

    /** Returns what it prints at the end, or null if it does not get there. */
    @Nullable String last() throws IOException {
      String said = line();
      return READY.equals(said) ? line() : said;
    }
  }

  private Fleet(Settings settings, Backend backend) throws IOException {
    this.settings = settings;
    this.backend = backend;
    this.store = backend.open();
    this.server =
        TokenServer.start(
            Duration.ofSeconds(settings.life), TokenServer.Strictness.STRICT, this::storedNumber);
  }

  /**
   * Runs a fleet and prints the report.
   *
   * @param args see above
   */
  public static void main(String... args) throws Exception {
    Settings settings = Settings.of(args);
    System.out.printf(
        "%s: %d processes of %d threads for %d s, on tokens that live for %d s%n%s",
        settings.store,
        settings.processes,
        settings.threads,
        settings.seconds,
        settings.life,
        run(settings));
    System.exit(0); // whatever the drivers keep open
  }

  /** Runs a fleet. */
  static Report run(Settings settings) throws Exception {
    try (Backend backend = Backend.start(settings.store)) {
      Fleet fleet = new Fleet(settings, backend);
      try {
        return fleet.run();
      } finally {
        fleet.members.forEach(member -> member.process.destroyForcibly());
        fleet.server.close();
      }
    }
  }

  private Report run() throws Exception {
    Optional<SessionStore.Entry> unused = store.load(Worker.KEY); // connects
    for (int i = 0; i < settings.processes; i++) {
      members.add(start(settings.seconds));
    }
    for (Member member : members) {
      ready(member);
    }
    signIn(); // now, since a token begins to expire
    server.begin();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds);
    for (Member member : members) {
      go(member);
    }
    if (settings.outage > 0) {
      TimeUnit.MILLISECONDS.sleep(250L * settings.seconds);
      backend.stop();
      TimeUnit.SECONDS.sleep(settings.outage);
      backend.startAgain();
    }
    if (settings.kill > 0) {
      killUntil(end);
    }
    for (Member member : members) {
      String said = member.last();
      String[] words =
          said == null ? new String[] {"1", member.name + " has died"} : said.split(" ", 2);
      failed += Integer.parseInt(words[0]);
      why += words.length > 1 ? " " + words[1] : "";
    }
    return server.report(kills, failed, why);
  }

  /** Kills one after the other, as nobody expects it, and signs in where that ends the session. */
  private void killUntil(long end) throws Exception {
    Random random = new Random(7);
    long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.kill);
    while (System.nanoTime() < end) {
      if (server.isOver()) {
        signIn();
      }
      if (System.nanoTime() >= next) {
        next += TimeUnit.SECONDS.toNanos(settings.kill);
        int victim = random.nextInt(members.size());
        server.kills(members.get(victim).name);
        members.get(victim).process.destroyForcibly().waitFor();
        Member successor = start((int) TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
        members.set(victim, successor);
        go(successor); // as soon as it is ready
        kills++;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Member start(int seconds) throws IOException {
    String name = "process-" + ++started;
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            backend.address(),
            server.url(),
            name,
            String.valueOf(settings.threads),
            String.valueOf(seconds),
            String.valueOf(settings.skew * (started - 1)),
            String.valueOf(settings.kill > 0));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Member(
        name,
        process,
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)),
        process.outputWriter(UTF_8));
  }

  private static void ready(Member member) throws IOException {
    String said = member.line();
    if (!READY.equals(said)) {
      throw new IllegalStateException(member.name + " said: " + said);
    }
  }

  private static void go(Member member) throws IOException {
    member.hears.write("go\n");
    member.hears.flush();
  }

  private AuthSession session() {
    return AuthSession.builder()
        .store(store)
        .key(Worker.KEY)
        .policy(Worker.POLICY.storeCheckInterval(Duration.ofHours(1)))
        .build();
  }

  private void signIn() {
    session().signIn(server.signIn());
  }

  private int storedNumber() {
    return session().held().map(Credential::refreshToken).map(server::number).orElse(0);
  }
}
