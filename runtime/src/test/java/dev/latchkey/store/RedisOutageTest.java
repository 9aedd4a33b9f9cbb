package dev.latchkey.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.latchkey.store.Relay.Weather;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store in Redis, when Redis or the network fails,")
class RedisOutageTest {
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static RealRedis redis;

  /** What the store itself holds weakly. */
  private final List<Runnable> watchers = new ArrayList<>();

  private Relay relay;

  /** By way of the relay. */
  private RedisSessionStore store;

  /** Straight to Redis. */
  private RedisSessionStore elsewhere;

  private RedisCommands<String, String> admin;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    redis = new RealRedis(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void connect() throws IOException {
    redis.start();
    relay = new Relay(redis.port());
    store = RedisSessionStore.on(redis.client(relay.port()));
    elsewhere = RedisSessionStore.on(redis.client());
    admin = redis.admin();
    admin.flushall();
    admin.configResetstat();
  }

  @AfterEach
  void disconnect() {
    relay.close();
  }

  private Runnable held(Runnable watcher) {
    watchers.add(watcher);
    return watcher;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Somebody on a thread of his own, who can be interrupted. */
  private static final class Caller<T> {
    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean wasInterrupted;

    Caller(Callable<T> call) {
      task =
          new FutureTask<>(
              () -> {
                try {
                  return call.call();
                } finally {
                  wasInterrupted = Thread.currentThread().isInterrupted();
                }
              });
      thread = new Thread(task, "caller");
      thread.start();
    }

    /** Waits until he waits. */
    void awaitWaiting() {
      await()
          .until(
              () ->
                  thread.getState() == Thread.State.WAITING
                      || thread.getState() == Thread.State.TIMED_WAITING);
    }

    T answer() throws Exception {
      return task.get(20, TimeUnit.SECONDS);
    }

    void assertGivesUp() throws InterruptedException {
      thread.interrupt();
      thread.join();
      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedIOException.class);
      assertThat(wasInterrupted).isTrue();
    }
  }

  /**
   * Returns whether Redis has run the script that takes a lease, the only one that sets a string.
   */
  private boolean hasTakenALease() {
    return admin.info("commandstats").contains("cmdstat_set:");
  }

  private void assertTakesALease() throws IOException {
    assertThat(store.tryLease("somebody", "else", LEASE)).isTrue();
    assertThat(hasTakenALease()).as("as Redis counts").isTrue();
  }

  @Test
  @DisplayName("has what it had when Redis has been killed, and is back without another store")
  void killed() throws Exception {
    assertThat(store.compareAndSet("ada", 0, bytes("one"))).isTrue();
    assertThat(store.tryLease("ada", "bob", LEASE)).isTrue();
    RedisSessionStore hasty =
        RedisSessionStore.on(
            redis.client(
                RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(redis.port())
                    .withTimeout(Duration.ofMillis(100))
                    .build()));
    await().ignoreExceptions().until(() -> hasty.load("ada").isPresent());
    redis.kill();

    assertThatThrownBy(() -> hasty.load("ada"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("RedisSessionStore[latchkey:] has")
        .hasMessageContaining("Check that it runs");
    assertThatThrownBy(() -> RedisSessionStore.on(redis.client()).load("ada"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("RedisSessionStore[latchkey:] has no connection to Redis")
        .hasMessageContaining("Check that it runs");
    Caller<Boolean> patient = new Caller<>(() -> store.compareAndSet("ada", 1, bytes("two")));
    patient.awaitWaiting();
    redis.start();

    assertThat(patient.answer()).isTrue();
    await().ignoreExceptions().until(() -> hasty.load("ada").orElseThrow().version() == 2);
    assertThat(elsewhere.load("ada").orElseThrow().content()).isEqualTo(bytes("two"));
    assertThat(elsewhere.leaseholder("ada")).contains("bob");
  }

  @Test
  @DisplayName("is there once Redis is, though it was first asked before")
  void late() throws Exception {
    relay.turn(Weather.WALL);
    assertThatThrownBy(() -> store.load("ada")).isInstanceOf(IOException.class);
    relay.turn(Weather.FAIR);
    assertThat(store.load("ada")).isEmpty();
  }

  @Test
  @DisplayName("takes no lease later that was given up while there was no connection")
  void givenUpWithoutConnection() throws Exception {
    assertThat(store.load("ada")).isEmpty();
    relay.turn(Weather.WALL);
    Caller<Boolean> caller = new Caller<>(() -> store.tryLease("ada", "bob", LEASE));
    caller.awaitWaiting();
    caller.assertGivesUp();
    relay.turn(Weather.FAIR);

    assertThat(store.load("ada")).isEmpty();
    assertThat(hasTakenALease()).isFalse();
    assertTakesALease();
  }

  @Test
  @DisplayName("asks nothing again, of what a lost connection has swallowed, that was given up")
  void givenUpAndSwallowed() throws Exception {
    teachScripts();
    relay.turn(Weather.DEAF);
    Caller<Boolean> caller = new Caller<>(() -> store.tryLease("ada", "bob", LEASE));
    relay.awaitLoss();
    relay.turn(Weather.WALL);
    caller.assertGivesUp();
    relay.turn(Weather.FAIR);

    assertThat(store.load("ada")).isEmpty();
    assertThat(hasTakenALease()).isFalse();
    assertTakesALease();
  }

  @Test
  @DisplayName("asks again what nobody has given up")
  void askedAgain() throws Exception {
    teachScripts();
    relay.turn(Weather.DEAF);
    Caller<Boolean> caller = new Caller<>(() -> store.tryLease("ada", "bob", LEASE));
    relay.awaitLoss();
    relay.turn(Weather.WALL);
    relay.turn(Weather.FAIR);

    assertThat(caller.answer()).isTrue();
    assertThat(elsewhere.leaseholder("ada")).contains("bob");
  }

  /** Lets Redis know all scripts, and forget what it has counted. */
  private void teachScripts() throws IOException {
    assertThat(store.load("else")).isEmpty();
    assertThat(store.compareAndSet("else", 1, bytes("none"))).isFalse();
    assertThat(store.tryLease("else", "ada", LEASE)).isTrue();
    store.release("else", "ada");
    assertThat(store.leaseholder("else")).isEmpty();
    admin.configResetstat();
  }

  @Test
  @DisplayName("knows a write of its own again whose answer was lost")
  void lostAnswer() throws Exception {
    teachScripts();
    relay.turn(Weather.MUTE);
    Caller<Boolean> caller = new Caller<>(() -> store.compareAndSet("ada", 0, bytes("one")));
    relay.awaitLoss();
    relay.turn(Weather.FAIR);

    assertThat(caller.answer()).isTrue();
    assertThat(elsewhere.load("ada").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  @DisplayName("does not say that it wrote nothing, when an answer was lost and others wrote since")
  void lostAnswerAndOvertaken() throws Exception {
    teachScripts();
    relay.turn(Weather.MUTE);
    Caller<Boolean> caller = new Caller<>(() -> store.compareAndSet("ada", 0, bytes("one")));
    relay.awaitLoss();
    assertThat(elsewhere.compareAndSet("ada", 1, bytes("two"))).isTrue();
    relay.turn(Weather.FAIR);

    assertThatThrownBy(caller::answer)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("cannot say whether it replaced the entry");
    assertThat(elsewhere.compareAndSet("ada", 0, bytes("late"))).as("plainly not").isFalse();
  }

  @Test
  @DisplayName("leaves no lease to somebody who has given up, though Redis grants it later")
  void lateLease() throws Exception {
    teachScripts();
    RealRedis.pause(admin);
    Caller<Boolean> caller = new Caller<>(() -> store.tryLease("ada", "bob", LEASE));
    awaitScriptAtRedis();
    caller.assertGivesUp();
    RealRedis.unpause(admin);

    assertThat(store.load("ada")).as("what comes after it on its connection").isEmpty();
    await().until(this::hasTakenALease);
    await().until(() -> elsewhere.tryLease("ada", "eve", LEASE));
  }

  @Test
  @DisplayName("leaves the lease to who has it, and has given up counting its time anew")
  void lateRenewal() throws Exception {
    teachScripts();
    assertThat(store.tryLease("ada", "bob", LEASE)).isTrue();
    assertThat(store.leaseholder("ada")).contains("bob");
    RealRedis.pause(admin);
    Caller<Boolean> caller = new Caller<>(() -> store.tryLease("ada", "bob", LEASE));
    awaitScriptAtRedis();
    caller.assertGivesUp();
    RealRedis.unpause(admin);

    assertThat(store.leaseholder("ada")).contains("bob");
    assertThat(elsewhere.tryLease("ada", "eve", LEASE)).isFalse();
  }

  /** Waits until Redis has a script that it does not run yet. */
  private void awaitScriptAtRedis() {
    await().until(() -> admin.clientList().contains("cmd=evalsha"));
  }

  @Test
  @DisplayName("takes an interrupt for what it is, also while it connects")
  void interrupted() throws Exception {
    relay.turn(Weather.DEAF);
    Caller<?> caller = new Caller<>(() -> store.load("ada"));
    relay.awaitLoss();
    caller.assertGivesUp();
    relay.turn(Weather.WALL);
    relay.turn(Weather.FAIR);

    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(store.load("ada")).isEmpty());
  }

  @Test
  @DisplayName("tells who watches once more when it hears Redis again, for what was missed")
  void watchersAfterOutage() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    store.watch("ada", held(told::countDown));
    relay.turn(Weather.WALL);
    assertThat(elsewhere.compareAndSet("ada", 0, bytes("unheard"))).isTrue();
    assertThat(told.getCount()).isEqualTo(1);
    relay.turn(Weather.FAIR);

    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("hears of what is replaced after Redis was killed and started")
  void watchersAfterKill() throws Exception {
    CountDownLatch missed = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(2);
    store.watch(
        "ada",
        held(
            () -> {
              missed.countDown();
              told.countDown();
            }));
    redis.kill();
    redis.start();

    assertThat(missed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(elsewhere.compareAndSet("ada", 0, bytes("heard"))).isTrue();
    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("is asked in vain once its client has been shut down, and says so")
  void shutDown() throws Exception {
    var client = redis.client();
    RedisSessionStore closed = RedisSessionStore.on(client);
    assertThat(closed.load("ada")).isEmpty();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));

    assertThatThrownBy(() -> closed.load("ada"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has been shut down");
  }
}
