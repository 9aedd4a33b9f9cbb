package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may get at the files of a store. Permissions are looked at, not tried: root may anything. */
@DisabledOnOs(OS.WINDOWS)
class FilePrivacyTest {
  private static final String KEY = "ada";
  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO = "two".getBytes(StandardCharsets.UTF_8);

  private Path above;
  private Path directory;
  private SessionStore store;

  @BeforeEach
  void store(@TempDir Path folder) {
    above = folder.resolve("it's kept");
    directory = above.resolve("here");
    store = FileSessionStore.in(directory);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Runs the command that the message ends with. */
  private static void mend(ThrowingCallable refused, Path path, String command) throws Exception {
    String quoted = "'" + path.toString().replace("'", "'\\''") + "'";
    assertThatThrownBy(refused)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(path + " can be ")
        .hasMessageEndingWith(command + " " + quoted);
    String message = String.valueOf(catchThrowable(refused).getMessage());
    assertThat(StoreProcess.sh(message.substring(message.indexOf("chmod")))).isZero();
  }

  @Test
  @DisplayName("P23 directories and files are made for their owner alone")
  void made() throws Exception {
    assertThat(store.tryLease(KEY, "ada", Duration.ofMinutes(1))).isTrue();
    store.release(KEY, "ada");
    assertThat(store.compareAndSet(KEY, 0, ONE)).isTrue();
    assertThat(store.compareAndSet(KEY, 1, TWO)).isTrue();

    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(above)).isEqualTo("rwx------");
    try (Stream<Path> made = Files.list(directory)) {
      List<Path> files = made.toList();
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              "ada.session", "ada.session.lock", "ada.session.lease", "ada.session.holder");
      for (Path file : files) {
        assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
  }

  @Test
  @DisplayName("P23 a directory that is there is left as it is, and may be read by others")
  void leftAsItIs() throws Exception {
    Files.createDirectories(directory);
    set(directory, "rwxr-xr-x");
    assertThat(store.compareAndSet(KEY, 0, ONE)).isTrue();
    assertThat(permissions(directory)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(directory.resolve("ada.session"))).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  @DisplayName("P23 a file that others can read or write is refused with what mends it")
  void refusedFile(String permissions) throws Exception {
    assertThat(store.compareAndSet(KEY, 0, ONE)).isTrue();
    Path entry = directory.resolve("ada.session");

    set(entry, permissions);
    mend(() -> store.load(KEY), entry, "chmod 600");
    assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(ONE);

    set(entry, permissions);
    mend(() -> store.compareAndSet(KEY, 1, TWO), entry, "chmod 600");
    assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(ONE);
    assertThat(store.compareAndSet(KEY, 1, TWO)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx-w----", "rwx----w-", "rwxrwxrwx"})
  @DisplayName("P23 a directory that others can write is refused with what mends it")
  void refusedDirectory(String permissions) throws Exception {
    assertThat(store.compareAndSet(KEY, 0, ONE)).isTrue();

    set(directory, permissions);
    mend(() -> store.load(KEY), directory, "chmod go-w");
    assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(ONE);

    set(directory, permissions);
    mend(() -> store.compareAndSet(KEY, 1, TWO), directory, "chmod go-w");
    assertThat(store.compareAndSet(KEY, 1, TWO)).isTrue();

    set(directory, permissions);
    mend(() -> store.tryLease(KEY, "ada", Duration.ofMinutes(1)), directory, "chmod go-w");
    assertThat(store.tryLease(KEY, "ada", Duration.ofMinutes(1))).isTrue();

    set(directory, permissions);
    store.release(KEY, "ada");
    set(directory, "rwx------");
    assertThat(store.leaseholder(KEY)).isEmpty();
  }
}
