package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@DisplayName("The threads of all sessions")
class FlightThreadsTest {
  private static final int MORE_THAN_ANY_POOL = 400;

  private final StrictIssuer issuer = new StrictIssuer();

  @Test
  @DisplayName("P1 fly for one session whatever the futures of another do")
  void storm() {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Void> ended = occupy(end, FlightThreadsTest::handOver);
    try {
      AuthSession session = AuthSession.builder().refreshWith(issuer).build();
      session.signIn(issuer.first());

      assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    } finally {
      end.countDown();
    }
    ended.join();
  }

  @Test
  @DisplayName("P4 lose nothing where no thread can be started: whoever is there does it")
  void noThreads() {
    Executor exhausted =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    List<Thread> ran = new ArrayList<>();

    FlightThreads.surely(() -> ran.add(Thread.currentThread()), exhausted, exhausted);

    assertThat(ran).containsExactly(Thread.currentThread());
  }

  @Test
  @DisplayName("P5 keep the deadlines of a session though a store hangs that others look into")
  void hangingStore() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    AtomicBoolean down = new AtomicBoolean();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public Optional<Entry> load(String key) throws IOException {
            if (hangs.get()) {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
            }
            if (down.get()) {
              throw new IOException("connection refused");
            }
            return super.load(key);
          }
        };
    ManualClock clock = new ManualClock();
    List<AuthSession> sessions = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_ANY_POOL; i++) {
      AuthSession session =
          AuthSession.builder()
              .key("session " + i)
              .store(store)
              .clock(clock)
              .policy(RefreshPolicy.defaults().storeTimeout(Duration.ofHours(1)))
              .build();
      session.signIn(issuer.first());
      sessions.add(session);
    }
    down.set(true);
    sessions.forEach(session -> session.signIn(issuer.first())); // which the store is owed
    hangs.set(true);
    clock.advance(Duration.ofHours(1));
    try {
      sessions.forEach(session -> assertThat(session.current()).isNotNull()); // and looks are due
      AuthSession other =
          AuthSession.builder()
              .refreshAsyncWith(new LaterIssuer())
              .policy(RefreshPolicy.defaults().maxWait(Duration.ofSeconds(2)))
              .build();
      other.signIn(issuer.first());

      assertThat(other.current().refreshIfStillAsync("orders"))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(WaitAbandonedException.class);
    } finally {
      hangs.set(false);
      down.set(false);
      end.countDown();
    }
  }

  @Test
  @DisplayName("P30 end a refresh in time whatever listeners and futures do")
  void deadline() {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Void> ended = occupy(end, FlightThreadsTest::handOver);
    try {
      AuthSession session =
          AuthSession.builder()
              .refreshAsyncWith(new LaterIssuer())
              .policy(RefreshPolicy.defaults().timeout(Duration.ofMillis(100)))
              .build();
      session.signIn(issuer.first());

      assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);
    } finally {
      end.countDown();
    }
    ended.join();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "there is a virtual thread for each")
  @DisplayName("P27 look again soon where there was no thread for it")
  void noThreadToLook() {
    AtomicInteger looks = new AtomicInteger();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public Optional<Entry> load(String key) throws IOException {
            looks.incrementAndGet();
            return super.load(key);
          }
        };
    ManualClock clock = new ManualClock();
    AuthSession session = AuthSession.builder().store(store).clock(clock).build();
    session.signIn(issuer.first());
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Void> ended = occupy(end, FlightThreads::tryToLook);
    int before = looks.get();
    try {
      clock.advance(Duration.ofHours(1));
      session.current();
    } finally {
      end.countDown();
    }
    ended.join();
    assertThat(looks).hasValue(before);
    clock.advance(Duration.ofMillis(100));
    session.current();

    await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(before));
  }

  private static boolean handOver(Runnable task) {
    Environment.USUAL.handOver(task);
    return true;
  }

  /** Has more tasks wait for this end than there are threads; returns the end of those that can. */
  private static CompletableFuture<Void> occupy(CountDownLatch end, Predicate<Runnable> threads) {
    List<CompletableFuture<?>> tasks = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_ANY_POOL; i++) {
      CompletableFuture<Void> task = new CompletableFuture<>();
      Runnable waits =
          () -> {
            try {
              end.await();
              task.complete(null);
            } catch (InterruptedException e) {
              task.completeExceptionally(e);
            }
          };
      if (threads.test(waits)) {
        tasks.add(task);
      }
    }
    return CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new));
  }

  @Test
  @DisplayName("B20 take no store away from each other, however many fly at once")
  void stores() throws Exception {
    int many = 200;
    CountDownLatch all = new CountDownLatch(many);
    AtomicBoolean slow = new AtomicBoolean();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public Optional<Entry> load(String key) throws IOException {
            if (slow.get()) {
              // Returns when each of them has a flight, and a call of its store.
              all.countDown();
              try {
                all.await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
            }
            return super.load(key);
          }
        };
    List<AuthSession> sessions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      AuthSession session =
          AuthSession.builder()
              .key("session " + i)
              .store(store)
              .refreshWith(held -> Credential.of("successor"))
              .build();
      session.signIn(Credential.of("token"));
      sessions.add(session);
    }
    slow.set(true);

    List<CompletableFuture<Generation>> calls =
        sessions.stream().map(one -> one.current().refreshIfStillAsync("orders")).toList();

    assertThat(calls).allSatisfy(call -> assertThat(call.join().number()).isEqualTo(2));
  }

  @Test
  @DisplayName("inherit nothing from the thread of a caller, who may be somebody else next time")
  void inheritance() {
    InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
    AtomicReference<@Nullable String> seen = new AtomicReference<>("nothing yet");
    AuthSession session =
        AuthSession.builder()
            .refreshWith(
                held -> {
                  seen.set(tenant.get());
                  return issuer.refresh(held);
                })
            .build();
    session.signIn(issuer.first());
    tenant.set("ada");
    try {
      session.refresh();
    } finally {
      tenant.remove();
    }

    assertThat(seen).hasValue(null);
  }
}
