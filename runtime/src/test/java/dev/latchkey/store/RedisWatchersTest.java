package dev.latchkey.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.latchkey.store.Relay.Weather;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Who watches a session in Redis")
class RedisWatchersTest {
  private static RealRedis redis;
  private static RedisCommands<String, String> admin;

  private final String ada = "ada-" + UUID.randomUUID();
  private final String bob = "bob-" + UUID.randomUUID();

  /** What the store itself holds weakly. */
  private final List<Runnable> watchers = new ArrayList<>();

  private RedisSessionStore store;
  private RedisSessionStore elsewhere;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    redis = new RealRedis(directory);
    admin = redis.admin();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void connect() {
    admin.flushall();
    store = RedisSessionStore.on(redis.client());
    elsewhere = RedisSessionStore.on(redis.client());
  }

  private Runnable held(Runnable watcher) {
    watchers.add(watcher);
    return watcher;
  }

  private void replace(String key, long version) throws IOException {
    assertThat(elsewhere.compareAndSet(key, version, "new".getBytes(UTF_8))).isTrue();
  }

  /** Returns how many connections Redis publishes to what becomes of this key. */
  private static long subscribers(String key) {
    String channel = "latchkey:{" + key + "}";
    return admin.pubsubNumsub(channel).getOrDefault(channel, 0L);
  }

  @Test
  @DisplayName("is told on a thread on which Lettuce does nothing")
  void thread() throws Exception {
    BlockingQueue<String> threads = new LinkedBlockingQueue<>();
    store.watch(ada, held(() -> threads.add(Thread.currentThread().getName())));
    replace(ada, 0);

    assertThat(threads.poll(20, TimeUnit.SECONDS)).isEqualTo("latchkey-redis-watch");
  }

  @Test
  @DisplayName("hears of its own key alone, and not of having begun to watch")
  void ownKey() throws Exception {
    AtomicInteger told = new AtomicInteger();
    CountDownLatch other = new CountDownLatch(1);
    Runnable toAda = held(told::incrementAndGet);
    store.watch(ada, toAda);
    store.watch(bob, held(other::countDown));
    store.prefix("shop:").watch(ada, toAda);
    replace(bob, 0);

    // One thread tells all, one after the other.
    assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told).hasValue(0);
  }

  @Test
  @DisplayName("is told though another throws, and there are many on one subscription")
  void many() throws Exception {
    CountDownLatch told = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      int number = i;
      store.watch(
          ada,
          held(
              () -> {
                told.countDown();
                if (number % 2 == 0) {
                  throw new AssertionError("thrown by a watcher");
                }
              }));
    }
    replace(ada, 0);

    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(subscribers(ada)).isEqualTo(1);
  }

  @Test
  @DisplayName("is forgotten when nobody else knows it, by Redis too")
  void forgotten() throws Exception {
    WeakReference<Runnable> changed = watchedBriefly();
    Runnable other = held(() -> {});
    assertThat(subscribers(ada)).isEqualTo(1);
    await()
        .until(
            () -> {
              System.gc();
              return changed.get() == null;
            });

    await()
        .untilAsserted(
            () -> {
              store.watch(bob, other);
              assertThat(subscribers(ada)).isZero();
            });
    assertThat(subscribers(bob)).isEqualTo(1);
  }

  private WeakReference<Runnable> watchedBriefly() throws IOException {
    CountDownLatch unused = new CountDownLatch(1);
    Runnable changed = unused::countDown;
    store.watch(ada, changed);
    return new WeakReference<>(changed);
  }

  @Test
  @DisplayName("is heard of again after it was forgotten")
  void again() throws Exception {
    forgotten();
    CountDownLatch told = new CountDownLatch(1);
    store.watch(ada, held(told::countDown));
    replace(ada, 0);

    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("leaves nothing behind if it gives up before Redis has answered")
  void givenUp() throws Exception {
    Runnable changed = held(() -> {});
    try (Relay relay = new Relay(redis.port())) {
      RedisSessionStore slow = RedisSessionStore.on(redis.client(relay.port()));
      slow.watch(bob, changed);
      relay.turn(Weather.DEAF);
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                slow.watch(ada, changed);
                return true;
              });
      Thread thread = new Thread(task, "watches");
      thread.start();
      relay.awaitLoss();
      thread.interrupt();
      thread.join();
      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedIOException.class);
      relay.turn(Weather.WALL);
      relay.turn(Weather.FAIR);

      await().until(() -> subscribers(bob) == 1);
      slow.watch(bob, changed);
      assertThat(subscribers(ada)).isZero();
    }
  }
}
