package dev.latchkey.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.RefreshFailedException;
import dev.latchkey.session.RefreshPolicy;
import dev.latchkey.session.RefreshRefusedException;
import dev.latchkey.session.SessionExpiredException;
import dev.latchkey.session.SignInReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recording")
class RefreshRecorderTest {
  private static final String EVENT = "dev.latchkey.Refresh";

  @Test
  @DisplayName("says of each refresh why it was made, how long it took, who waited, how it ended")
  void events(@TempDir Path folder) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch heard = new CountDownLatch(1);
    AuthSession session =
        AuthSession.builder()
            .key("shop")
            .refreshWith(
                held ->
                    switch (asked.incrementAndGet()) {
                      case 1 -> Credential.of("secret-two").withRefreshToken("secret-refresh");
                      case 2 ->
                          throw new RefreshFailedException("The server is down.", "503", null);
                      default -> throw new RefreshRefusedException("invalid_grant");
                    })
            .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
            .listener(new RefreshRecorder())
            .onSignInNeeded(reason -> countDown(heard, reason))
            .build();
    List<RecordedEvent> events;
    try (Recording recording = new Recording()) {
      recording.enable(EVENT);
      recording.start();
      session.signIn(Credential.of("secret-one").withRefreshToken("secret-refresh"));
      session.refresh();
      assertThatThrownBy(session.current()::refreshIfStill)
          .isInstanceOf(RefreshFailedException.class);
      assertThatThrownBy(session.current()::refreshIfStill)
          .isInstanceOf(SessionExpiredException.class);
      heard.await();
      recording.stop();
      events = read(recording, folder.resolve("refreshes.jfr"));
    }

    assertThat(events)
        .extracting(
            event -> event.getString("session"),
            event -> event.getString("trigger"),
            event -> event.getLong("generation"),
            event -> event.getInt("waiters"),
            event -> event.getString("outcome"),
            event -> event.getString("error"))
        .containsExactly(
            tuple("shop", "requested", 1L, 1, "refreshed", ""),
            tuple("shop", "rejected", 2L, 1, "failed", "503"),
            tuple("shop", "rejected", 2L, 1, "refused", "refused"));
    assertThat(events).allSatisfy(event -> assertThat(event.getDuration("took")).isPositive());
    assertThat(events).noneSatisfy(event -> assertThat(event.toString()).contains("secret"));
  }

  /** The recorder was added before this listener, and so has heard it before. */
  private static void countDown(CountDownLatch heard, SignInReason reason) {
    if (reason == SignInReason.REFUSED) {
      heard.countDown();
    }
  }

  private static List<RecordedEvent> read(Recording recording, Path file) throws IOException {
    recording.dump(file);
    // A recording holds what each thread wrote together, so it has no order of its own.
    return RecordingFile.readAllEvents(file).stream()
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }
}
