package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.FileSessionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process that shares its session with those that come after it. */
class ExitTest {
  /** A tool that is done while its session is refreshed in the background. */
  static final class Tool {
    private Tool() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch ends = new CountDownLatch(1);
      AuthSession session =
          AuthSession.builder()
              .store(FileSessionStore.in(Path.of(args[0])))
              .refreshWith(
                  held -> {
                    asked.countDown();
                    ends.await();
                    return Credential.of("new");
                  })
              .build();
      session.signIn(Credential.of("old"));
      Thread caller = new Thread(session::refresh);
      caller.setDaemon(true);
      caller.start();
      asked.await();
      Runtime.getRuntime().addShutdownHook(new Thread(ends::countDown));
    }
  }

  /** A tool whose session gets the lease in the background when it is done already. */
  static final class LateTool {
    private LateTool() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch leasing = new CountDownLatch(1);
      CountDownLatch ends = new CountDownLatch(1);
      CountDownLatch ended = new CountDownLatch(1);
      ManualClock clock = new ManualClock();
      SharedStore store = new SharedStore(FileSessionStore.in(Path.of(args[0])));
      AuthSession session =
          AuthSession.builder()
              .store(store)
              .refreshWith(
                  held -> {
                    System.out.println("asked");
                    return Credential.of("new");
                  })
              .clock(clock)
              .listener(
                  new SessionListener() {
                    @Override
                    public void refreshEnded(AuthSession session, RefreshEvent refresh) {
                      System.out.println(refresh.error());
                      ended.countDown();
                    }
                  })
              .build();
      session.signIn(
          Credential.of("old").withRefreshToken("one").withExpiresIn(Duration.ofHours(1)));
      clock.advance(Duration.ofMinutes(59).plusSeconds(50));
      store.beforeNextLease(
          () -> {
            leasing.countDown();
            try {
              ends.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      Generation unused = session.current(); // and has it refreshed in the background
      if (!leasing.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nothing is refreshed.");
      }
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    ends.countDown();
                    try {
                      ended.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
  }

  private static String said(Class<?> tool, Path directory) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                tool.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static String heldNext(Path directory) {
    return AuthSession.builder()
        .store(FileSessionStore.in(directory))
        .build()
        .held()
        .orElseThrow()
        .accessToken();
  }

  @Test
  @DisplayName("P27 waits for a refresh that is on its way to the store")
  void waits(@TempDir Path directory) throws Exception {
    assertThat(said(Tool.class, directory)).isEmpty();

    assertThat(heldNext(directory)).isEqualTo("new");
  }

  @Test
  @DisplayName("P27 begins nothing that nobody waits for")
  void isLate(@TempDir Path directory) throws Exception {
    assertThat(said(LateTool.class, directory)).isEqualTo("shutdown");

    assertThat(heldNext(directory)).isEqualTo("old");
  }
}
