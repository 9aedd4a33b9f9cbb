package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.SessionStore;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that were given up: an interrupt closes channels, and with them go locks. */
class FileInterruptTest {
  private static final String KEY = "ada";
  private static final Duration LONG = Duration.ofMinutes(10);

  private Path directory;
  private SessionStore store;

  @BeforeEach
  void store(@TempDir Path folder) {
    directory = folder;
    store = FileSessionStore.in(folder);
  }

  @AfterEach
  void noLongerInterrupted() {
    boolean unused = Thread.interrupted();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName(
      "P6 an interrupt that was meant for something else keeps no credential from the disk")
  void interruptedAlready() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(store.compareAndSet(KEY, 1, bytes("two"))).isTrue();
    assertThat(store.load(KEY).orElseThrow().content()).isEqualTo(bytes("two"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("P27 a lease that was given up before it was taken is not taken")
  void leaseGivenUp() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> store.tryLease(KEY, "ada", LONG))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(store.leaseholder(KEY)).isEmpty();
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      assertThat(other.ask("lease bob")).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("P27 who has the lease keeps it and gives it back, interrupted or not")
  void leaseKept() throws Exception {
    assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      Thread.currentThread().interrupt();
      assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
      assertThat(store.tryLease(KEY, "bob", LONG)).isFalse();
      assertThat(store.leaseholder(KEY)).contains("ada");
      store.release(KEY, "bob");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(other.ask("lease bob")).isEqualTo("false");

      Thread.currentThread().interrupt();
      store.release(KEY, "ada");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(other.ask("lease bob")).isEqualTo("true");
    }
  }

  @Test
  @DisplayName("P6 who waits for another process to write leaves when interrupted, and alone")
  void waiting() throws Exception {
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      assertThat(other.ask("exclude")).isEqualTo(StoreProgram.DONE);
      // The first waits for the process, the others for their turn.
      List<Thread> threads = new ArrayList<>();
      List<CompletableFuture<Object>> outcomes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> outcome.complete(written("two")));
        thread.start();
        Awaitility.await()
            .until(
                () ->
                    thread.getState() == Thread.State.TIMED_WAITING
                        || thread.getState() == Thread.State.WAITING);
        threads.add(thread);
        outcomes.add(outcome);
      }
      for (int i : List.of(1, 0)) {
        threads.get(i).interrupt();
        assertThat(outcomes.get(i).get(1, TimeUnit.MINUTES))
            .isInstanceOf(InterruptedIOException.class);
      }
      assertThat(outcomes.get(2)).isNotDone();
      assertThat(store.load(KEY).orElseThrow().version()).isEqualTo(1);

      assertThat(other.ask("include")).isEqualTo(StoreProgram.DONE);

      assertThat(outcomes.get(2).get(1, TimeUnit.MINUTES)).isEqualTo(true);
      assertThat(other.ask("write 7")).isEqualTo("true");
    }
  }

  private Object written(String content) {
    try {
      return store.compareAndSet(KEY, 1, bytes(content));
    } catch (Exception e) {
      return Thread.currentThread().isInterrupted() ? e : new AssertionError(e);
    }
  }

  @Test
  @DisplayName("P27 whatever is given up at whatever moment, no lock stays and no lease goes")
  void storm() throws Exception {
    assertThat(store.compareAndSet(KEY, 0, bytes("one"))).isTrue();
    assertThat(store.tryLease(KEY, "ada", LONG)).isTrue();
    SessionStore again = FileSessionStore.in(directory);
    Random random = new Random(1);
    try (StoreProcess other = StoreProcess.start(directory, KEY)) {
      int given = 0;
      for (int i = 0; i < 300; i++) {
        String mine = "lease" + i;
        int what = i % 6;
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Object> call =
            new FutureTask<>(
                () -> {
                  begun.countDown();
                  return switch (what) {
                    case 0 -> again.tryLease(KEY, "bob", LONG);
                    case 1 -> again.leaseholder(KEY);
                    case 2 -> again.load(KEY);
                    case 3 -> again.compareAndSet(KEY, 99, bytes("never"));
                    default -> again.tryLease(mine, "bob", LONG);
                  };
                });
        Thread thread = new Thread(call);
        thread.start();
        begun.await();
        // The moment is what is drawn: nobody waits for anything here.
        long moment = System.nanoTime() + random.nextInt(300_000);
        while (System.nanoTime() < moment) {
          Thread.onSpinWait();
        }
        given += call.cancel(true) ? 1 : 0;
        if (what >= 4) {
          // As the session does with what it has given up.
          again.release(mine, "bob");
          thread.join(60_000);
          assertThat(store.leaseholder(mine)).as(mine).isEmpty();
          assertThat(store.tryLease(mine, "carol", LONG)).isTrue();
          store.release(mine, "carol");
        }
        thread.join(60_000);
      }
      System.out.println("FileInterruptTest: 300 calls, " + given + " given up on their way");
      assertThat(given).isPositive();
      assertThat(other.ask("lease bob")).isEqualTo("false");
      assertThat(other.ask("holder")).isEqualTo("ada");
      assertThat(other.ask("write 2")).isEqualTo("true");
      store.release(KEY, "ada");
      assertThat(other.ask("lease bob")).isEqualTo("true");
    }
  }
}
