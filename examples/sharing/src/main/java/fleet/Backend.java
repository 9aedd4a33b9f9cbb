package fleet;

import dev.latchkey.session.SessionStore;
import dev.latchkey.store.FileSessionStore;
import dev.latchkey.store.JdbcSessionStore;
import dev.latchkey.store.RedisSessionStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import redis.embedded.RedisServer;

/** What the processes of a fleet share, started for one run. */
abstract class Backend implements AutoCloseable {
  private final List<RedisClient> clients = new ArrayList<>();

  /** Starts what a kind of store needs: {@code file}, {@code postgres} or {@code redis}. */
  static Backend start(String kind) throws IOException {
    return switch (kind) {
      case "file" -> new Directory();
      case "postgres" -> new Postgres();
      case "redis" -> new Redis();
      default -> throw new IllegalArgumentException("There is no store of the kind " + kind + ".");
    };
  }

  /** Opens the store that an address names, for a process that keeps it until it ends. */
  static SessionStore open(String address) {
    return open(address, new ArrayList<>());
  }

  /** Opens the store for this process, until the run is over. */
  final SessionStore open() {
    return open(address(), clients);
  }

  private static SessionStore open(String address, List<RedisClient> clients) {
    if (address.startsWith("jdbc:")) {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(address);
      return JdbcSessionStore.on(database);
    }
    if (address.startsWith("redis:")) {
      // By itself Lettuce waits for up to half a minute before it looks for Redis again.
      Delay delay = Delay.constant(Duration.ofMillis(100));
      ClientResources resources = ClientResources.builder().reconnectDelay(delay).build();
      RedisClient client = RedisClient.create(resources, address);
      clients.add(client);
      return RedisSessionStore.on(client);
    }
    return FileSessionStore.in(Path.of(address));
  }

  /** Returns what {@link #open} takes. */
  abstract String address();

  /** Takes it out of reach. */
  void stop() throws IOException {
    throw new UnsupportedOperationException("There is no server to stop.");
  }

  /** Starts what was stopped, with all that it held. */
  void startAgain() throws IOException {
    throw new UnsupportedOperationException("There is no server to start.");
  }

  @Override
  public final void close() throws IOException {
    clients.forEach(RedisClient::shutdown);
    end();
  }

  /** Stops and deletes what was started. */
  abstract void end() throws IOException;

  /** A directory, for which nothing has to be started. */
  private static final class Directory extends Backend {
    private final Path path = Files.createTempDirectory("fleet");

    Directory() throws IOException {}

    @Override
    String address() {
      return path.toString();
    }

    @Override
    void end() throws IOException {
      delete(path);
    }
  }

  private static final class Postgres extends Backend {
    private final Path data = Files.createTempDirectory("fleet");
    private final int port = freePort();
    private EmbeddedPostgres server;

    Postgres() throws IOException {
      server = started();
      JdbcSessionStore unused = JdbcSessionStore.on(server.getPostgresDatabase()).createTable();
    }

    private EmbeddedPostgres started() throws IOException {
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .start();
    }

    @Override
    String address() {
      return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    void stop() throws IOException {
      server.close();
    }

    @Override
    void startAgain() throws IOException {
      server = started();
    }

    @Override
    void end() throws IOException {
      server.close();
      delete(data);
    }
  }

  private static final class Redis extends Backend {
    private final Path data = Files.createTempDirectory("fleet");
    private final int port = freePort();
    private RedisServer server;

    Redis() throws IOException {
      server = started();
    }

    private RedisServer started() throws IOException {
      RedisServer started =
          RedisServer.newRedisServer()
              .port(port)
              .setting("dir " + data)
              .setting("appendonly yes")
              .setting("appendfsync always")
              .build();
      started.start();
      return started;
    }

    @Override
    String address() {
      return "redis://localhost:" + port;
    }

    @Override
    void stop() throws IOException {
      server.stop();
    }

    @Override
    void startAgain() throws IOException {
      server = started();
    }

    @Override
    void end() throws IOException {
      server.stop();
      delete(data);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
