package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory keeps to the contract, and to what files alone are asked for. */
class FileSessionStoreTest extends SessionStoreContract {
  private static final String KEY = "ada";
  private static final Duration LONG = Duration.ofMinutes(10);

  private Path folder;

  @BeforeEach
  void folder(@TempDir Path made) {
    folder = made;
  }

  @Override
  protected SessionStore store() {
    return FileSessionStore.in(folder.resolve("kept"));
  }

  @Override
  protected SessionStore elsewhere() {
    return FileSessionStore.in(folder.resolve("kept"));
  }

  @Override
  protected boolean leasesEndInTime() {
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path entry() {
    return folder.resolve("kept").resolve("ada.session");
  }

  @Test
  @DisplayName("a store in a directory says which")
  void saysWhere() {
    assertThat(store()).hasToString("FileSessionStore[" + folder.resolve("kept") + "]");
  }

  @Test
  @DisplayName("who looks makes nothing: neither a directory nor files")
  void looking() throws Exception {
    assertThat(store().load(KEY)).isEmpty();
    assertThat(store().leaseholder(KEY)).isEmpty();
    store().release(KEY, "ada");
    assertThat(folder).isEmptyDirectory();

    Files.createDirectory(folder.resolve("kept"));
    assertThat(store().load(KEY)).isEmpty();
    assertThat(store().leaseholder(KEY)).isEmpty();
    assertThat(folder.resolve("kept")).isEmptyDirectory();
  }

  @Test
  @DisplayName("a directory is made with those that it is in")
  void nested() throws Exception {
    SessionStore store = FileSessionStore.in(folder.resolve("a/b/c"));
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    assertThat(folder.resolve("a/b/c/ada.session")).isRegularFile();
  }

  @Test
  @DisplayName("where a file is instead of the directory, the exception names it")
  void noDirectory() throws Exception {
    Files.writeString(folder.resolve("kept"), "a file");
    assertThatThrownBy(() -> store().load(KEY))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("kept") + " is no directory")
        .hasMessageContaining("name another");
    assertThatThrownBy(() -> store().compareAndSet(KEY, 0, bytes("one")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("kept") + " is no directory")
        .hasMessageContaining("name another");
    assertThat(folder.resolve("kept")).hasContent("a file");
  }

  @Test
  @DisplayName("a directory that no system's locks reach is refused")
  void otherFileSystem() {
    Path elsewhere = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/kept");
    assertThatIllegalArgumentException().isThrownBy(() -> FileSessionStore.in(elsewhere));
  }

  @Test
  @DisplayName("an entry is as old as its file, and one of the future is new")
  void ages() throws Exception {
    assertThat(store().compareAndSet(KEY, 0, bytes("one"))).isTrue();
    assertThat(store().load(KEY).orElseThrow().age()).isLessThan(Duration.ofMinutes(1));

    Files.setLastModifiedTime(entry(), FileTime.from(Instant.now().minusSeconds(3_600)));
    assertThat(store().load(KEY).orElseThrow().age())
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));

    Files.setLastModifiedTime(entry(), FileTime.from(Instant.now().plusSeconds(3_600)));
    assertThat(store().load(KEY).orElseThrow().age()).isZero();
  }

  @Test
  @DisplayName("who reads while others write never takes an entry for as old as the one before")
  void ageOfWhatIsRead() throws Exception {
    SessionStore store = store();
    assertThat(store.compareAndSet(KEY, 0, bytes("1"))).isTrue();
    Path old = entry();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written =
          writer.submit(
              () -> {
                for (int version = 1; version < 200; version++) {
                  // Whatever has an even version was written long ago, and no two at once.
                  store.compareAndSet(KEY, version, bytes("" + (version + 1)));
                  if (version % 2 == 1) {
                    Files.setLastModifiedTime(old, FileTime.fromMillis(version));
                  }
                }
                return null;
              });
      int odd = 0;
      while (!written.isDone()) {
        SessionStore.Entry read = store.load(KEY).orElseThrow();
        if (read.version() % 2 == 1) {
          odd++;
          assertThat(read.age()).isLessThan(Duration.ofHours(1));
        }
      }
      written.get(1, TimeUnit.MINUTES);
      assertThat(odd).isPositive();
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  @DisplayName("what a killed process has left of a draft is swept by the next who writes")
  void leftDraft() throws Exception {
    assertThat(store().compareAndSet(KEY, 0, bytes("one"))).isTrue();
    Path draft = folder.resolve("kept").resolve("ada.session.draft");
    Files.writeString(draft, "half an ent");

    assertThat(store().compareAndSet(KEY, 1, bytes("two"))).isTrue();

    assertThat(draft).doesNotExist();
    assertThat(store().load(KEY).orElseThrow().content()).isEqualTo(bytes("two"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("stores of one directory by different paths share entries and leases")
  void symbolicLinks() throws Exception {
    assertThat(store().compareAndSet(KEY, 0, bytes("0"))).isTrue();
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("kept"));
    Path roundabout = folder.resolve("kept").resolve("..").resolve("link");
    List<SessionStore> stores =
        List.of(store(), FileSessionStore.in(link), FileSessionStore.in(roundabout));

    assertThat(stores.get(0).tryLease(KEY, "ada", LONG)).isTrue();
    assertThat(stores.get(1).tryLease(KEY, "bob", LONG)).isFalse();
    assertThat(stores.get(2).tryLease(KEY, "bob", LONG)).isFalse();
    assertThat(stores.get(1).leaseholder(KEY)).contains("ada");
    stores.get(2).release(KEY, "ada");
    assertThat(stores.get(1).tryLease(KEY, "bob", LONG)).isTrue();
    stores.get(0).release(KEY, "bob");

    ExecutorService threads = Executors.newFixedThreadPool(stores.size());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (SessionStore store : stores) {
        all.add(
            threads.submit(
                () -> {
                  StoreProgram.add(store, KEY, 20);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store().load(KEY).orElseThrow().content()).isEqualTo(bytes("60"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("a lease is given back though its directory is gone")
  void goneDirectory() throws Exception {
    SessionStore store = store();
    assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder.resolve("kept"));

    store.release(KEY, "ada");

    assertThat(store.tryLease(KEY, "bob", LONG)).isTrue();
    assertThat(store.leaseholder(KEY)).contains("bob");
    store.release(KEY, "bob");
  }

  @Test
  @DisplayName("whoever has the lease is named, nobody else is, and a name is no condition")
  void leaseholder() throws Exception {
    assertThat(store().tryLease(KEY, "pid 7, Ada", LONG)).isTrue();
    assertThat(elsewhere().leaseholder(KEY)).contains("pid 7, Ada");
    store().release(KEY, "pid 7, Ada");
    assertThat(elsewhere().leaseholder(KEY)).isEmpty();

    Path holder = folder.resolve("kept").resolve("ada.session.holder");
    Files.delete(holder);
    Files.createDirectory(holder);
    assertThat(store().tryLease(KEY, "bob", LONG)).isTrue();
    assertThat(elsewhere().tryLease(KEY, "ada", LONG)).isFalse();
    store().release(KEY, "bob");
    assertThat(elsewhere().leaseholder(KEY)).isEmpty();
  }

  @Test
  @DisplayName("another copy of this class in one process is told that it may not share")
  void otherClassLoader() throws Exception {
    assertThat(store().tryLease(KEY, "ada", LONG)).isTrue();
    URL classes = FileSessionStore.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        StoreProcess other = StoreProcess.start(folder.resolve("kept"), KEY)) {
      Class<?> copy = loader.loadClass(FileSessionStore.class.getName());
      Object store = copy.getMethod("in", Path.class).invoke(null, folder.resolve("kept"));
      Method tryLease = copy.getMethod("tryLease", String.class, String.class, Duration.class);
      System.gc();
      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> tryLease.invoke(store, KEY, "bob", LONG))
            .cause()
            .isInstanceOf(IOException.class)
            .hasMessageContaining("another copy of Latchkey");
      }
      assertThat(other.ask("lease bob")).isEqualTo("false");
    } finally {
      store().release(KEY, "ada");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("where nothing can be written, what is there is read and the rest says where")
  void readOnly() throws Exception {
    assertThat(store().compareAndSet(KEY, 0, bytes("one"))).isTrue();
    Path directory = folder.resolve("kept");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
    try {
      assertThat(store().load(KEY).orElseThrow().content()).isEqualTo(bytes("one"));
      // Permissions stop everybody but root, whom the kernel stops at its own directories.
      Path closed = Files.isWritable(directory) ? Path.of("/sys/kernel") : directory;
      Assumptions.assumeTrue(Files.isDirectory(closed), "root may write everywhere");
      SessionStore store = FileSessionStore.in(closed);
      String key = "nobody-" + ProcessHandle.current().pid();
      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> store.compareAndSet(key, 0, bytes("two")))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(closed.resolve(key).toString())
            .hasMessageContaining("can read and write");
        assertThatThrownBy(() -> store.tryLease(key, "ada", LONG))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(closed.resolve(key).toString())
            .hasMessageContaining("can read and write");
      }
      assertThat(store.load(key)).isEmpty();
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
