package dev.latchkey.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for all tests of this JVM, which starts when the first of them wants it. */
final class PostgresServer implements BeforeAllCallback {
  private static volatile @Nullable Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(Running.class, type -> new Running(), Running.class);
  }

  private static Running running() {
    return Objects.requireNonNull(running, "no test asked for it");
  }

  static DataSource source() {
    return running().server.getPostgresDatabase();
  }

  static void stop() throws IOException {
    running().server.close();
  }

  /** Starts it again where it was, with what it had. */
  static void start() {
    running().start();
  }

  private static final class Running implements AutoCloseable {
    private final Path data;
    private int port;
    private volatile EmbeddedPostgres server;

    Running() {
      try {
        data = Files.createTempDirectory("latchkey-postgres");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      start();
    }

    void start() {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data.toFile())
              .setCleanDataDirectory(false)
              .setPort(port);
      try {
        server = builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      port = server.getPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
  }
}
