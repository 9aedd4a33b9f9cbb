package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.FileSessionStore;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
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

  @Test
  @DisplayName("P27 waits for a refresh that is on its way to the store")
  void waits(@TempDir Path directory) throws Exception {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Tool.class.getName(),
                directory.toString())
            .inheritIO()
            .start();

    assertThat(tool.waitFor()).isZero();

    AuthSession next = AuthSession.builder().store(FileSessionStore.in(directory)).build();
    assertThat(next.held().orElseThrow().accessToken()).isEqualTo("new");
  }
}
