package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that end while a refresh is in flight. */
class ProcessEndTest {
  private static final String COMMITTED = "committed";
  private static final String ASKED = "asked";

  /** How a process ends. */
  enum End {
    MAIN_RETURNS,
    EXIT,
    KILL
  }

  /** Commits one refresh, begins another whose answer never comes, and ends. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      AuthSession session =
          AuthSession.builder()
              .store(new FolderStore(Path.of(arguments[0])))
              .refreshWith(
                  held -> {
                    if (held.accessToken().equals("one")) {
                      return Credential.of("two").withRefreshToken("refresh-two");
                    }
                    asked.countDown();
                    new CountDownLatch(1).await();
                    return null;
                  })
              .build();
      session.signIn(Credential.of("one").withRefreshToken("refresh-one"));
      session.refresh();
      System.out.println(COMMITTED);
      CompletableFuture<?> unused = session.current().refreshIfStillAsync(ASKED);
      asked.await();
      System.out.println(ASKED);
      End end = End.valueOf(arguments[1]);
      if (end == End.EXIT) {
        System.exit(0);
      }
      if (end == End.KILL) {
        new CountDownLatch(1).await();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P10 a process that ends in the middle of a refresh keeps what was committed")
  void keepsWhatWasCommitted(End end, @TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString(),
                end.name())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = said(process)) {
      assertThat(said.readLine()).isEqualTo(COMMITTED);
      assertThat(said.readLine()).isEqualTo(ASKED);
      if (end == End.KILL) {
        process.destroyForcibly();
      }
      int status = process.waitFor();
      assertThat(status == 0).isEqualTo(end != End.KILL);
    } finally {
      process.destroyForcibly();
    }

    AuthSession next = AuthSession.builder().store(new FolderStore(folder)).build();

    assertThat(next.current().credential().refreshToken()).isEqualTo("refresh-two");
  }

  private static BufferedReader said(Process process) throws IOException {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
