package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.SessionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share a directory, and are killed or stopped. */
@DisabledOnOs(OS.WINDOWS)
class FileProcessesTest {
  private static final String KEY = "ada";
  private static final Duration LONG = Duration.ofMinutes(10);

  private Path directory;
  private SessionStore store;

  @BeforeEach
  void store(@TempDir Path folder) {
    directory = folder;
    store = FileSessionStore.in(folder);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("P28 the lease of a process that is killed is free at once")
  void killed() throws Exception {
    try (StoreProcess one = StoreProcess.start(directory, KEY);
        StoreProcess other = StoreProcess.start(directory, KEY)) {
      assertThat(one.ask("lease pid 1, one")).isEqualTo("true");
      assertThat(store.tryLease(KEY, "ada", LONG)).isFalse();
      assertThat(store.leaseholder(KEY)).contains("pid 1, one");

      one.kill();

      assertThat(other.ask("holder")).isEqualTo("nobody");
      assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
      assertThat(other.ask("lease other")).isEqualTo("false");
      assertThat(other.ask("holder")).isEqualTo("ada");
      store.release(KEY, "ada");
      assertThat(other.ask("lease other")).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("P27 the lease of a process that is stopped stays, and says whose it is")
  void stopped() throws Exception {
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      String owner = "pid " + other.pid() + ", other";
      assertThat(other.ask("lease " + owner)).isEqualTo("true");
      other.stop();
      other.tell("release " + owner);

      for (int times = 0; times < 100; times++) {
        assertThat(store.tryLease(KEY, "ada", Duration.ofNanos(1))).isFalse();
      }
      assertThat(store.leaseholder(KEY)).contains(owner);
      assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(bytes("one"));
      assertThat(store.compareAndSet(KEY, 1, bytes("two"))).isTrue();

      other.goOn();
      assertThat(other.line()).isEqualTo(StoreProgram.DONE);
      assertThat(store.leaseholder(KEY)).isEmpty();
      assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
      store.release(KEY, "ada");
    }
  }

  @Test
  @DisplayName("P27 whatever else is done in the process that has the lease, it keeps it")
  void nothingElseEndsIt() throws Exception {
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
      SessionStore again = FileSessionStore.in(directory);
      assertThat(again.tryLease(KEY, "bob", LONG)).isFalse();
      assertThat(again.tryLease(KEY, "ada", LONG)).isTrue();
      again.release(KEY, "bob");
      assertThat(again.leaseholder(KEY)).contains("ada");
      assertThat(again.compareAndSet(KEY, 0, bytes("one"))).isTrue();
      assertThat(again.compareAndSet(KEY, 1, bytes("two"))).isTrue();
      assertThat(again.load(KEY)).isPresent();
      System.gc();

      assertThat(other.ask("lease other")).isEqualTo("false");
      store.release(KEY, "ada");
      assertThat(other.ask("lease other")).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("P27 who asks whose the lease is keeps nobody from it")
  void askingTakesNothing() throws Exception {
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      for (int times = 0; times < 200; times++) {
        other.tell("holder");
        assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
        assertThat(other.line()).isIn("ada", "nobody");
        store.release(KEY, "ada");
      }
    }
  }

  @Test
  @DisplayName("P28 of 300 replacements by three processes at once none is lost")
  void contention() throws Exception {
    assertThat(store.compareAndSet(KEY, 0, bytes("0"))).isTrue();
    try (StoreProcess one = StoreProcess.start(directory, KEY);
        StoreProcess other = StoreProcess.start(directory, KEY)) {
      one.tell("add 100");
      other.tell("add 100");
      StoreProgram.add(store, KEY, 100);
      assertThat(one.line()).isEqualTo(StoreProgram.DONE);
      assertThat(other.line()).isEqualTo(StoreProgram.DONE);
    }
    SessionStore.Entry entry = store.load(KEY).orElseThrow();
    assertThat(entry.content()).isEqualTo(bytes("300"));
    assertThat(entry.version()).isEqualTo(301);
  }

  @Test
  @DisplayName("P28 two processes that each write two entries are no deadlock")
  void twoEntries() throws Exception {
    assertThat(store.compareAndSet("first", 0, bytes("0"))).isTrue();
    assertThat(store.compareAndSet("second", 0, bytes("0"))).isTrue();
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      other.tell("addToBoth 50");
      StoreProgram.addToBoth(store, 50);
      assertThat(other.line()).isEqualTo(StoreProgram.DONE);
    }
    assertThat(store.load("first").orElseThrow().content()).isEqualTo(bytes("100"));
    assertThat(store.load("second").orElseThrow().content()).isEqualTo(bytes("100"));
  }

  @Test
  @DisplayName("P28 where the disk is full, what was there stays, and so does nothing else")
  void fullDisk() throws Exception {
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    try (StoreProcess other = StoreProcess.startWithFullDisk(8, directory, KEY)) {
      // The tenth has a hundred kilobytes at most, and more than eight blocks of 512 bytes.
      assertThat(StoreProgram.content(10).length).isGreaterThan(8 * 512);
      assertThat(other.ask("write 10"))
          .contains(directory.resolve("ada.session") + " could not be replaced, and is as it was");
      assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(bytes("one"));
      assertThat(directory.resolve("ada.session.draft")).doesNotExist();
      assertThat(store.compareAndSet(KEY, 1, bytes("two"))).isTrue();
    }
  }
}
