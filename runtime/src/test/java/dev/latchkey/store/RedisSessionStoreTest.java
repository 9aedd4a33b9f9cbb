package dev.latchkey.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.session.SessionStore;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store in Redis")
class RedisSessionStoreTest extends SessionStoreContract {
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static RealRedis redis;
  private static RedisSessionStore here;
  private static RedisSessionStore elsewhere;
  private static RedisCommands<String, String> admin;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    redis = new RealRedis(directory);
    here = RedisSessionStore.on(redis.client());
    elsewhere = RedisSessionStore.on(redis.client());
    admin = redis.admin();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    admin.flushall();
  }

  @Override
  protected SessionStore store() {
    return here;
  }

  @Override
  protected SessionStore elsewhere() {
    return elsewhere;
  }

  @Override
  protected boolean tells() {
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  @DisplayName("is named by its prefix alone")
  void name() {
    RedisClient client =
        redis.client(
            RedisURI.Builder.redis("127.0.0.1").withPassword("s3cret".toCharArray()).build());

    assertThat(RedisSessionStore.on(client)).hasToString("RedisSessionStore[latchkey:]");
    assertThat(RedisSessionStore.on(client).prefix("shop:"))
        .hasToString("RedisSessionStore[shop:]");
  }

  @Test
  @DisplayName("keeps an entry and its lease under the keys that its documentation names")
  void layout() throws Exception {
    assertThat(here.compareAndSet("ada", 0, bytes("one"))).isTrue();
    assertThat(here.tryLease("ada", "pid 7", LEASE)).isTrue();

    assertThat(admin.keys("*")).containsExactlyInAnyOrder("latchkey:{ada}", "latchkey:{ada}:lease");
    assertThat(admin.hgetall("latchkey:{ada}"))
        .containsEntry("version", "1")
        .containsEntry("content", "one")
        .containsOnlyKeys("version", "content", "written", "write");
    assertThat(admin.ttl("latchkey:{ada}")).as("entries never expire").isEqualTo(-1);
    assertThat(admin.get("latchkey:{ada}:lease")).endsWith(" pid 7");
  }

  @Test
  @DisplayName("has copies with another prefix, whose sessions are others")
  void prefixes() throws Exception {
    RedisSessionStore shop = here.prefix("shop:");
    assertThat(shop.compareAndSet("ada", 0, bytes("one"))).isTrue();

    assertThat(here.load("ada")).isEmpty();
    assertThat(elsewhere.prefix("shop:").load("ada")).isPresent();
    assertThat(elsewhere.prefix("").load("ada")).isEmpty();
    assertThat(admin.keys("*")).containsExactly("shop:{ada}");
    assertThatThrownBy(() -> here.prefix("half \uD83D"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("has all of a session in one slot, whatever its key is made of, and keys apart")
  void braces() throws Exception {
    List<String> keys =
        List.of(
            "a",
            "{",
            "}",
            "{}",
            "}{",
            "{a}",
            "a}",
            "%007D",
            "%",
            "\uD83D",
            "\uDE00",
            "?",
            "\uFFFD",
            "a b",
            "\uD83D\uDE00");
    for (String key : keys) {
      assertThat(here.compareAndSet(key, 0, bytes("of " + key.hashCode()))).as(key).isTrue();
      assertThat(here.tryLease(key, "ada", LEASE)).as(key).isTrue();
    }

    for (String key : keys) {
      assertThat(elsewhere.load(key).orElseThrow().content())
          .isEqualTo(bytes("of " + key.hashCode()));
      assertThat(elsewhere.leaseholder(key)).contains("ada");
    }
    List<String> entries = admin.keys("latchkey:*}");
    assertThat(entries).hasSameSizeAs(keys);
    for (String entry : entries) {
      assertThat(SlotHash.getSlot(entry)).isEqualTo(SlotHash.getSlot(entry + ":lease"));
    }
  }

  @Test
  @DisplayName("takes ages from Redis's clock")
  void ages() throws Exception {
    assertThat(here.compareAndSet("ada", 0, bytes("one"))).isTrue();
    admin.hincrby("latchkey:{ada}", "written", -Duration.ofDays(1).toMillis() * 1000);
    assertThat(here.load("ada").orElseThrow().age())
        .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusHours(1));

    admin.hincrby("latchkey:{ada}", "written", Duration.ofDays(3).toMillis() * 1000);
    assertThat(here.load("ada").orElseThrow().age()).isEqualTo(Duration.ZERO);
  }

  @Test
  @DisplayName("counts the time of a lease anew for who has it")
  void leaseAnew() throws Exception {
    assertThat(here.tryLease("ada", "bob", LEASE)).isTrue();
    assertThat(admin.pttl("latchkey:{ada}:lease")).isBetween(1L, LEASE.toMillis());
    for (int i = 0; i < 2; i++) {
      admin.persist("latchkey:{ada}:lease");
      assertThat(elsewhere.tryLease("ada", "bob", LEASE)).isTrue();
      assertThat(admin.pttl("latchkey:{ada}:lease")).isBetween(1L, LEASE.toMillis());
    }
    assertThat(here.leaseholder("ada")).contains("bob");
    elsewhere.release("ada", "bob");
    assertThat(here.leaseholder("ada")).isEmpty();
  }

  @Test
  @DisplayName("lends a lease for less than a millisecond, and for longer than Redis can count")
  void extremes() throws Exception {
    assertThat(here.tryLease("ada", "bob", Duration.ofNanos(1))).isTrue();
    assertThat(here.tryLease("eve", "bob", Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    assertThat(elsewhere.tryLease("eve", "ada", LEASE)).isFalse();
  }

  @Test
  @DisplayName("needs nothing that a script flush takes away")
  void scriptFlush() throws Exception {
    assertThat(here.compareAndSet("ada", 0, bytes("one"))).isTrue();
    admin.scriptFlush();
    assertThat(here.load("ada")).isPresent();
    admin.scriptFlush();
    assertThat(here.compareAndSet("ada", 1, bytes("two"))).isTrue();
    admin.scriptFlush();
    assertThat(here.tryLease("ada", "bob", LEASE)).isTrue();
    admin.scriptFlush();
    here.release("ada", "bob");
    assertThat(here.leaseholder("ada")).isEmpty();
  }

  @Test
  @DisplayName("refuses what is not its own, and never overwrites it")
  void foreign() throws Exception {
    admin.set("latchkey:{text}", "somebody's");
    admin.hset("latchkey:{hash}", Map.of("name", "somebody's"));
    admin.hset("latchkey:{number}", Map.of("version", "1.0", "content", "", "written", "1"));
    admin.hset("latchkey:{date}", Map.of("version", "1", "content", "", "written", "today"));
    admin.rpush("latchkey:{lease}:lease", "somebody's");

    for (String key : List.of("text", "hash", "number", "date")) {
      assertThatThrownBy(() -> here.load(key)).as(key).isInstanceOf(IOException.class);
    }
    for (String key : List.of("text", "hash", "number")) {
      assertThatThrownBy(() -> here.compareAndSet(key, 0, bytes("mine")))
          .as(key)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not an entry of this store");
    }
    assertThatThrownBy(() -> here.tryLease("lease", "ada", LEASE)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> here.leaseholder("lease")).isInstanceOf(IOException.class);
    assertThat(admin.get("latchkey:{text}")).isEqualTo("somebody's");
    assertThat(admin.hgetall("latchkey:{hash}")).isEqualTo(Map.of("name", "somebody's"));
    assertThat(admin.hget("latchkey:{number}", "content")).isEmpty();
    assertThat(admin.lrange("latchkey:{lease}:lease", 0, -1)).containsExactly("somebody's");
  }

  @Test
  @DisplayName("writes though it may not publish, and says what it needs to be told")
  void silenced() throws Exception {
    RedisSessionStore silent = as("silent", "allkeys", "resetchannels");
    RedisSessionStore blind = as("blind", "~elsewhere:*", "allchannels");

    assertThat(silent.compareAndSet("ada", 0, bytes("one"))).isTrue();
    assertThat(here.load("ada")).isPresent();
    Runnable changed = () -> {};
    assertThatThrownBy(() -> silent.watch("ada", changed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NOPERM")
        .hasMessageContaining("channels");
    assertThatThrownBy(() -> blind.load("ada")).isInstanceOf(IOException.class);
  }

  /** Returns the store as a user of Redis with these rights has it. */
  private static RedisSessionStore as(String user, String keys, String channels) {
    RealRedis.tell(admin, CommandType.ACL, "SETUSER", user, "on", ">pass", "+@all", keys, channels);
    return RedisSessionStore.on(
        redis.client(
            RedisURI.Builder.redis("127.0.0.1", redis.port())
                .withAuthentication(user, "pass".toCharArray())
                .build()));
  }

  @Test
  @DisplayName("P23 says nothing of the password that Redis does not take")
  void wrongPassword() {
    RealRedis.tell(admin, CommandType.ACL, "SETUSER", "strict", "on", ">pass", "+@all", "~*");
    RedisURI uri =
        RedisURI.Builder.redis("127.0.0.1", redis.port())
            .withAuthentication("strict", "c4nary".toCharArray())
            .build();

    RedisSessionStore store = RedisSessionStore.on(redis.client(uri));
    IOException refused;
    do {
      // A connection that Redis ends at once may be gone before Lettuce has read why.
      refused = catchThrowableOfType(IOException.class, () -> store.load("ada"));
      assertThat(refused).hasNoCause();
    } while (!refused.toString().contains("WRONGPASS"));

    assertThat(refused.toString()).doesNotContain("c4nary").doesNotContain("strict");
  }

  @Test
  @DisplayName("P23 leaves no content in Lettuce's log, but at the finest level")
  void logs() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler = collecting(lines);
    Logger lettuce = Logger.getLogger("io.lettuce");
    lettuce.addHandler(handler);
    try {
      for (Level level : List.of(Level.FINE, Level.FINEST)) {
        lettuce.setLevel(level);
        lines.clear();
        String key = "ada at " + level;
        RedisSessionStore logged = RedisSessionStore.on(redis.client());
        assertThat(logged.compareAndSet(key, 0, bytes("c4nary"))).isTrue();
        assertThat(logged.load(key)).isPresent();
        assertThat(logged.tryLease(key, "bob", LEASE)).isTrue();
        assertThat(logged.leaseholder(key)).isPresent();

        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(String.join("\n", lines).contains("c4nary"))
            .as("%s", level)
            .isEqualTo(level.equals(Level.FINEST));
      }
    } finally {
      lettuce.removeHandler(handler);
      lettuce.setLevel(null);
    }
  }

  private static Handler collecting(List<String> lines) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    return handler;
  }

  @Test
  @DisplayName("refuses a client that does not reconnect")
  void reconnects() {
    RedisClient client = redis.client();
    client.setOptions(ClientOptions.builder().autoReconnect(false).build());

    assertThatThrownBy(() -> RedisSessionStore.on(client))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("autoReconnect");
  }
}
