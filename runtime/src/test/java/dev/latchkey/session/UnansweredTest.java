package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** Gives up as many calls as are asked in a row. */
  private void giveUp() {
    SessionStore hasty = new BoundedStore(deaf, Duration.ofMillis(1));
    while (asked.get() < 8) { // some are given up before they begin
      assertThatThrownBy(() -> hasty.load("key")).hasMessageContaining("not answered");
    }
    for (int i = 4; i < Unanswered.Calls.MOST; i++) {
      Unanswered.of(deaf).loading.add(System.nanoTime());
    }
  }

  @Test
  @DisplayName("B20 keeps few threads of those that all stores share, and is asked again when done")
  void fewThreads() {
    try {
      giveUp();
      for (int i = 0; i < 1_000; i++) {
        SessionStore another = new BoundedStore(deaf, Duration.ofSeconds(20));
        assertThatThrownBy(() -> another.load("key")).hasMessageContaining("no end");
      }

      assertThat(asked).hasValueLessThan(Unanswered.Calls.MOST);
    } finally {
      end.countDown();
    }
    SessionStore patient = new BoundedStore(deaf, Duration.ofSeconds(20));
    await().ignoreExceptions().untilAsserted(() -> assertThat(patient.load("key")).isEmpty());
  }

  @Test
  @DisplayName("is tried soon, then less and less often, until it answers or throws in time")
  void tried() {
    Duration limit = Duration.ofSeconds(5);
    Unanswered.Calls calls = Unanswered.of(deaf).loading;
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      assertThat(calls.admits(0, limit)).isTrue();
      calls.add(0);
    }

    List<Long> trials = new ArrayList<>();
    for (int second = 0; second < 3_600; second++) {
      long now = Duration.ofSeconds(second).toNanos();
      if (calls.admits(now, limit)) {
        trials.add((long) second);
        calls.add(now);
      }
    }
    assertThat(trials).startsWith(5L, 10L, 15L).contains(46L, 53L).endsWith(3_591L).hasSize(71);

    calls.answered();
    long later = Duration.ofHours(1).toNanos();
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      assertThat(calls.admits(later, limit)).isTrue();
      calls.add(later);
    }
    assertThat(calls.admits(later, limit)).isFalse();
  }

  @Test
  @DisplayName("is one store, by whatever name sessions call it, and no other")
  void oneStore() {
    SecretKeySpec secret = new SecretKeySpec(new byte[16], "AES");

    assertThat(Unanswered.of(deaf.encryptedWith(secret).encryptedWith(secret)))
        .isSameAs(Unanswered.of(deaf))
        .isNotSameAs(Unanswered.of(new UnsharedStore()));
  }

  @Test
  @DisplayName("counts no call that has ended")
  void ended() {
    Duration limit = Duration.ofSeconds(5);
    Unanswered.Calls calls = Unanswered.of(deaf).loading;
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      calls.add(0);
    }
    assertThat(calls.admits(0, limit)).isFalse();
    calls.remove();

    assertThat(calls.admits(0, limit)).isTrue();
  }

  @Test
  @DisplayName("is not taken for one that answers because of what it has nothing to do for")
  void operations() throws Exception {
    SessionStore patient = new BoundedStore(deaf, Duration.ofSeconds(20));
    try {
      giveUp();
      patient.watch("key", () -> {});
      patient.release("key", "owner");

      assertThatThrownBy(() -> patient.load("key")).hasMessageContaining("no end");
    } finally {
      end.countDown();
    }
  }

  @Test
  @DisplayName("P28 is given back a lease as often as it can be asked, however often it cannot")
  void lease() {
    AtomicInteger released = new AtomicInteger();
    SessionStore busy =
        new UnsharedStore() {
          @Override
          public void release(String key, String owner) throws IOException {
            if (released.incrementAndGet() < 200) {
              throw new Unanswered.NotAskedException("There is no thread.", null);
            }
          }
        };
    Lease lease = new Lease(busy, "key", Duration.ofMinutes(1), new ManualClock());
    boolean unused = lease.take();
    while (!lease.giveBack()) {
      assertThat(lease.isHopeless()).isFalse();
    }

    assertThat(released).hasValue(200);
  }

  @Test
  @DisplayName("P28 is not asked to take back what it was never asked for")
  void neverAskedFor() {
    AtomicInteger released = new AtomicInteger();
    SessionStore busy =
        new UnsharedStore() {
          @Override
          public boolean tryLease(String key, String owner, Duration timeToLive)
              throws IOException {
            throw new Unanswered.NotAskedException("There is no thread.", null);
          }

          @Override
          public void release(String key, String owner) {
            released.incrementAndGet();
          }
        };
    Lease lease = new Lease(busy, "key", Duration.ofMinutes(1), new ManualClock());
    assertThatThrownBy(lease::take).isInstanceOf(StoreUnavailableException.class);

    assertThat(lease.giveBack()).isTrue();
    assertThat(released).hasValue(0);
  }

  @Test
  @DisplayName("is tried by who has little time, however long another takes for a trial")
  void hasty() {
    Unanswered.Calls calls = Unanswered.of(deaf).loading;
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      calls.add(0);
    }
    long second = Duration.ofSeconds(1).toNanos();

    assertThat(calls.admits(60 * second, Duration.ofMinutes(1))).isTrue();
    assertThat(calls.admits(61 * second, Duration.ofMinutes(1))).isFalse();
    assertThat(calls.admits(68 * second, Duration.ofSeconds(1))).isFalse();
    assertThat(calls.admits(69 * second, Duration.ofSeconds(1))).isTrue();
  }

  @Test
  @DisplayName("is allowed no more than others once all that were given up have ended")
  void endedAfterAnAnswer() {
    Unanswered.Calls calls = Unanswered.of(deaf).loading;
    Duration limit = Duration.ofSeconds(5);
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      calls.add(0);
    }
    calls.answered();
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      calls.remove();
    }
    for (int i = 0; i < Unanswered.Calls.MOST; i++) {
      assertThat(calls.admits(0, limit)).isTrue();
      calls.add(0);
    }

    assertThat(calls.admits(0, limit)).isFalse();
  }
}
