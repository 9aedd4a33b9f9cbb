package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A store that leaves calls without an end")
class UnansweredTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  /** Hears of no interrupt, as a driver that reads from a socket. */
  private final SessionStore deaf =
      new UnsharedStore() {
        @Override
        public Optional<Entry> load(String key) throws IOException {
          asked.incrementAndGet();
          boolean interrupted = false;
          while (end.getCount() > 0) {
            try {
              end.await();
            } catch (InterruptedException e) {
              interrupted = true;
            }
          }
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
          return super.load(key);
        }
      };

  @Test
  @DisplayName("B20 keeps few threads of those that all stores share, and is asked again when done")
  void fewThreads() {
    SessionStore bounded = new BoundedStore(deaf, Duration.ofMillis(1));
    try {
      await()
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(
              () -> assertThatThrownBy(() -> bounded.load("key")).hasMessageContaining("no end"));
      for (int i = 0; i < 1_000; i++) {
        SessionStore another = new BoundedStore(deaf, Duration.ofMillis(1));
        assertThatThrownBy(() -> another.load("key")).isInstanceOf(IOException.class);
      }

      assertThat(asked).hasValueLessThanOrEqualTo(Unanswered.MOST);
    } finally {
      end.countDown();
    }
    SessionStore patient = new BoundedStore(deaf, Duration.ofSeconds(20));
    await().ignoreExceptions().untilAsserted(() -> assertThat(patient.load("key")).isEmpty());
  }

  @Test
  @DisplayName("is tried once in a while until it answers, by whatever name sessions call it")
  void tried() {
    Unanswered calls = Unanswered.of(deaf);
    for (int i = 0; i < Unanswered.MOST; i++) {
      assertThat(calls.admits(0)).isTrue();
      calls.add(0);
    }

    assertThat(calls.admits(Unanswered.PAUSE_NANOS - 1)).isFalse();
    assertThat(calls.admits(Unanswered.PAUSE_NANOS)).isTrue();
    calls.add(Unanswered.PAUSE_NANOS + 1);
    assertThat(calls.admits(2 * Unanswered.PAUSE_NANOS - 1)).isFalse();
    assertThat(Unanswered.of(deaf.encryptedWith(new SecretKeySpec(new byte[16], "AES"))))
        .isSameAs(calls);
    assertThat(Unanswered.of(new UnsharedStore()).admits(0)).isTrue();
    calls.answered();
    assertThat(calls.admits(Unanswered.PAUSE_NANOS)).isTrue();
  }

  @Test
  @DisplayName("counts no call that has ended")
  void ended() {
    Unanswered calls = Unanswered.of(deaf);
    calls.remove(); // of those before it answered
    for (int i = 0; i < Unanswered.MOST; i++) {
      calls.add(0);
    }
    calls.remove();

    assertThat(calls.admits(0)).isTrue();
  }
}
