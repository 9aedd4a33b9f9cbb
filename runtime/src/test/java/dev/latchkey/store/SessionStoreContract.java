package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.SessionStore;
import dev.latchkey.session.SessionStore.Entry;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionStore} keeps to: extend it, return your store, and run it. Nothing of it
 * measures time or sleeps, but for a lease that is waited for until it ends.
 */
public abstract class SessionStoreContract {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final String key = "contract-" + UUID.randomUUID();

  /** Creates the contract. */
  protected SessionStoreContract() {}

  /**
   * Returns the store, as one process has it.
   *
   * @return the same store, or one that shares its entries, each time
   * @throws Exception if there is none
   */
  protected abstract SessionStore store() throws Exception;

  /**
   * Returns the store as another process has it: an object of its own that shares the entries.
   *
   * @return the other store, or {@link #store()} where there is only one process
   * @throws Exception if there is none
   */
  protected SessionStore elsewhere() throws Exception {
    return store();
  }

  /**
   * Returns whether a lease ends with its time, and not only with its owner's process.
   *
   * @return true unless overridden
   */
  protected boolean leasesEndInTime() {
    return true;
  }

  /**
   * Returns whether the store tells those who watch it.
   *
   * @return false unless overridden
   */
  protected boolean tells() {
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Optional<Entry> entry) {
    return new String(entry.orElseThrow().content(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("a key that was never written has no entry")
  void absent() throws Exception {
    assertThat(store().load(key)).isEmpty();
  }

  @Test
  @DisplayName("the first entry has version 1, each next one more, for everybody")
  void versions() throws Exception {
    assertThat(store().compareAndSet(key, 0, bytes("one"))).isTrue();
    assertThat(elsewhere().load(key).orElseThrow().version()).isEqualTo(1);
    assertThat(elsewhere().compareAndSet(key, 1, bytes("two"))).isTrue();

    Optional<Entry> entry = store().load(key);
    assertThat(entry.orElseThrow().version()).isEqualTo(2);
    assertThat(text(entry)).isEqualTo("two");
  }

  @Test
  @DisplayName("a write that names another version than the entry's changes nothing")
  void otherVersions() throws Exception {
    assertThat(store().compareAndSet(key, 1, bytes("none there"))).isFalse();
    assertThat(store().load(key)).isEmpty();
    assertThat(store().compareAndSet(key, 0, bytes("one"))).isTrue();

    assertThat(elsewhere().compareAndSet(key, 0, bytes("again"))).isFalse();
    assertThat(elsewhere().compareAndSet(key, 2, bytes("ahead"))).isFalse();
    assertThat(text(store().load(key))).isEqualTo("one");
  }

  @Test
  @DisplayName("keys are apart, whatever they are made of")
  void keys() throws Exception {
    List<String> keys =
        List.of(
            key,
            key + " ",
            key.toUpperCase(java.util.Locale.ROOT),
            key + "/../" + key,
            key + "\\:*?\"<>|%00%",
            key + "'; --",
            key + "ü\uD83D\uDE00\u0001\n",
            key + "x".repeat(512 - key.length()));
    for (String one : keys) {
      assertThat(store().compareAndSet(one, 0, bytes(one))).as(one).isTrue();
    }
    for (String one : keys) {
      assertThat(text(elsewhere().load(one))).isEqualTo(one);
    }
  }

  @Test
  @DisplayName("content of every byte and of a hundred kilobytes comes back as it was")
  void content() throws Exception {
    byte[] large = new byte[100_000];
    new Random(1).nextBytes(large);
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    assertThat(store().compareAndSet(key, 0, large)).isTrue();
    assertThat(elsewhere().load(key).orElseThrow().content()).isEqualTo(large);
    assertThat(store().compareAndSet(key, 1, every)).isTrue();
    assertThat(elsewhere().load(key).orElseThrow().content()).isEqualTo(every);
    assertThat(store().compareAndSet(key, 2, new byte[0])).isTrue();
    assertThat(elsewhere().load(key).orElseThrow().content()).isEmpty();
  }

  @Test
  @DisplayName("of those who replace one version at once, one does")
  void oneWins() throws Exception {
    int writers = 8;
    int rounds = 25;
    for (int round = 0; round < rounds; round++) {
      long version = round;
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        SessionStore from = writer % 2 == 0 ? store() : elsewhere();
        byte[] mine = bytes("round " + round + " of " + writer);
        all.add(() -> from.compareAndSet(key, version, mine));
      }
      assertThat(atOnce(all)).containsOnlyOnce(true);
      assertThat(store().load(key).orElseThrow().version()).isEqualTo(version + 1);
    }
  }

  @Test
  @DisplayName("who reads while others write sees whole entries, and never an older after a newer")
  void readers() throws Exception {
    assertThat(store().compareAndSet(key, 0, filled(1))).isTrue();
    List<Callable<Boolean>> all = new ArrayList<>();
    all.add(
        () -> {
          for (int version = 1; version <= 100; version++) {
            assertThat(store().compareAndSet(key, version, filled(version + 1))).isTrue();
          }
          return true;
        });
    for (int reader = 0; reader < 3; reader++) {
      SessionStore from = reader == 0 ? store() : elsewhere();
      all.add(
          () -> {
            long seen = 0;
            while (seen < 101) {
              Entry entry = from.load(key).orElseThrow();
              assertThat(entry.version()).isGreaterThanOrEqualTo(seen);
              assertThat(entry.content()).isEqualTo(filled((int) entry.version()));
              seen = entry.version();
            }
            return true;
          });
    }
    assertThat(atOnce(all)).containsOnly(true);
  }

  private static byte[] filled(int version) {
    byte[] content = new byte[1_000 + version];
    java.util.Arrays.fill(content, (byte) version);
    return content;
  }

  @Test
  @DisplayName("one owner has the lease, until it is released by the owner and by nobody else")
  void lease() throws Exception {
    assertThat(store().tryLease(key, "ada", LONG)).isTrue();
    assertThat(elsewhere().tryLease(key, "bob", LONG)).isFalse();
    elsewhere().release(key, "bob");
    assertThat(elsewhere().tryLease(key, "bob", LONG)).isFalse();

    store().release(key, "ada");

    assertThat(elsewhere().tryLease(key, "bob", LONG)).isTrue();
    assertThat(store().tryLease(key, "ada", LONG)).isFalse();
    elsewhere().release(key, "bob");
  }

  @Test
  @DisplayName("two owners in one process have no lease at once either")
  void leaseWithinAProcess() throws Exception {
    assertThat(store().tryLease(key, "ada", LONG)).isTrue();
    assertThat(store().tryLease(key, "bob", LONG)).isFalse();
    store().release(key, "ada");
    assertThat(store().tryLease(key, "bob", LONG)).isTrue();
    store().release(key, "bob");
  }

  @Test
  @DisplayName("who has the lease may take it again, and gives it back once")
  void leaseAgain() throws Exception {
    assertThat(store().tryLease(key, "ada", LONG)).isTrue();
    assertThat(store().tryLease(key, "ada", LONG)).isTrue();
    store().release(key, "ada");
    store().release(key, "ada");
    assertThat(elsewhere().tryLease(key, "bob", LONG)).isTrue();
    elsewhere().release(key, "bob");
  }

  @Test
  @DisplayName("leases of other keys are others, and need no entry")
  void leasesOfKeys() throws Exception {
    assertThat(store().tryLease(key, "ada", LONG)).isTrue();
    assertThat(elsewhere().tryLease(key + "2", "bob", LONG)).isTrue();
    assertThat(store().load(key)).isEmpty();
    assertThat(store().compareAndSet(key, 0, bytes("one"))).isTrue();
    assertThat(elsewhere().tryLease(key, "bob", LONG)).isFalse();
    store().release(key, "ada");
    elsewhere().release(key + "2", "bob");
  }

  @Test
  @DisplayName("of those who want the lease at once, one has it")
  void oneLease() throws Exception {
    int rounds = 25;
    for (int round = 0; round < rounds; round++) {
      List<String> owners = new ArrayList<>();
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SessionStore from = i % 2 == 0 ? store() : elsewhere();
        String owner = "owner " + round + "." + i;
        owners.add(owner);
        all.add(() -> from.tryLease(key, owner, LONG));
      }
      List<Boolean> had = atOnce(all);
      assertThat(had).containsOnlyOnce(true);
      int winner = had.indexOf(true);
      (winner % 2 == 0 ? store() : elsewhere()).release(key, owners.get(winner));
    }
  }

  @Test
  @DisplayName("a lease that nobody gives back ends in time, and its late release changes nothing")
  void leaseEnds() throws Exception {
    Assumptions.assumeTrue(leasesEndInTime(), "leases end with their owner's process");
    assertThat(store().tryLease(key, "ada", Duration.ofMillis(200))).isTrue();
    while (!elsewhere().tryLease(key, "bob", LONG)) {
      Thread.onSpinWait();
    }
    store().release(key, "ada");
    assertThat(store().tryLease(key, "ada", LONG)).isFalse();
    elsewhere().release(key, "bob");
  }

  @Test
  @DisplayName("an entry ages by the store's clock")
  void age() throws Exception {
    assertThat(store().compareAndSet(key, 0, bytes("one"))).isTrue();
    Duration first = store().load(key).orElseThrow().age();
    assertThat(first).isLessThan(Duration.ofMinutes(1)).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(elsewhere().load(key).orElseThrow().age()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName("who watches a key hears of each replacement, made here or elsewhere")
  void watched() throws Exception {
    Assumptions.assumeTrue(tells(), "the store cannot tell");
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    Runnable changed =
        () -> {
          first.countDown();
          second.countDown();
        };
    try {
      store().watch(key, changed);
      assertThat(elsewhere().compareAndSet(key, 0, bytes("one"))).isTrue();
      assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(store().compareAndSet(key, 1, bytes("two"))).isTrue();
      assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      Reference.reachabilityFence(changed);
    }
  }

  @Test
  @DisplayName("all who watch a key hear of each replacement")
  void watchedByMany() throws Exception {
    Assumptions.assumeTrue(tells(), "the store cannot tell");
    List<CountDownLatch> heard = List.of(new CountDownLatch(1), new CountDownLatch(1));
    List<Runnable> watchers = List.of(heard.get(0)::countDown, heard.get(1)::countDown);
    try {
      for (Runnable watcher : watchers) {
        store().watch(key, watcher);
      }
      assertThat(elsewhere().compareAndSet(key, 0, bytes("one"))).isTrue();
      for (CountDownLatch each : heard) {
        assertThat(each.await(20, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      Reference.reachabilityFence(watchers);
    }
  }

  @Test
  @DisplayName("a store says in messages what it is")
  void named() throws Exception {
    assertThat(store().toString()).doesNotContain("@").isNotBlank();
  }

  private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<T>> outcomes = new ArrayList<>();
      for (Callable<T> one : all) {
        outcomes.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> outcome : outcomes) {
        results.add(outcome.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
