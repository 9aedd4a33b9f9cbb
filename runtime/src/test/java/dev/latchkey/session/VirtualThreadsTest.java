package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Where the JDK has virtual threads that a monitor does not pin, nothing of ours pins them. */
@EnabledForJreRange(min = JRE.JAVA_24)
class VirtualThreadsTest {
  private static final int MANY = 1_000;

  private final StrictIssuer issuer = new StrictIssuer();

  /** Pins the thread that makes it wait, so that the recording is known to see such a thing. */
  private static final class Slow {
    static final boolean READY = Waiting.untilCountedDown();
  }

  private static final class Waiting {
    static final CountDownLatch DONE = new CountDownLatch(1);
    static final AtomicReference<@Nullable Thread> THREAD = new AtomicReference<>();

    static boolean untilCountedDown() {
      THREAD.set(Thread.currentThread());
      try {
        DONE.await();
        return true;
      } catch (InterruptedException e) {
        return false;
      }
    }
  }

  @Test
  @DisplayName("P1 who waits for a refresh, refreshes or lands pins no carrier thread")
  void pinned(@TempDir Path folder) throws Exception {
    AuthSession session = AuthSession.builder().refreshWith(issuer).build();
    session.signIn(issuer.first());
    ExecutorService threads = virtualThreads();
    // A class that is loaded pins as well, so all have been loaded before it counts.
    refresh(session, threads);
    List<RecordedEvent> events;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      recording.start();
      Future<Boolean> pinned = threads.submit(() -> Slow.READY);
      await().until(() -> isParked(Waiting.THREAD.get()));
      Waiting.DONE.countDown();
      assertThat(pinned.get()).isTrue();
      refresh(session, threads);
      recording.stop();
      Path file = folder.resolve("pinned.jfr");
      recording.dump(file);
      events = RecordingFile.readAllEvents(file);
    } finally {
      threads.shutdown();
    }

    assertThat(events)
        .singleElement()
        .satisfies(event -> assertThat(event.getString("pinnedReason")).contains("Slow"));
    assertThat(issuer.refreshes()).isEqualTo(2);
  }

  private void refresh(AuthSession session, ExecutorService threads) throws Exception {
    issuer.hold();
    Generation held = session.current();
    List<Future<Generation>> callers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Callable<Generation> call =
          i % 2 == 0 ? held::refreshIfStill : () -> held.refreshIfStillAsync("orders").get();
      callers.add(threads.submit(call));
    }
    issuer.answer();
    for (Future<Generation> caller : callers) {
      assertThat(caller.get().number()).isEqualTo(held.number() + 1);
    }
  }

  private static boolean isParked(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
