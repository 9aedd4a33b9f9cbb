package dev.latchkey.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.session.SessionStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Keeps sessions in Redis 5 or later, alone or behind Sentinel, through Lettuce; compare-and-set
 * and leases are scripts that run there, leases and ages go by its clock, and it tells at once who
 * watches.
 *
 * <pre>{@code
 * RedisClient redis = RedisClient.create("rediss://redis.example");
 * AuthSession session = AuthSession.builder().store(RedisSessionStore.on(redis)).key("ada").build();
 * }</pre>
 *
 * <p>One store serves any number of sessions; make one, not one for each. It opens a connection
 * when it is first asked, and another when somebody first watches, and keeps both. The client stays
 * yours: its timeouts and its TLS hold here too, and shutting it down closes what the store has
 * opened. After an outage the store is back when Lettuce has reconnected, which may take the 30
 * seconds that Lettuce waits between attempts unless its {@code ClientResources} say otherwise.
 *
 * <p>What survives a crash of Redis is what Redis is set up to keep. With {@code appendonly yes}
 * and {@code appendfsync always} that is everything; with {@code everysec} the last second may be
 * lost, and with a failover what had not reached the replica, since nobody waits for one: an older
 * credential is back then, and a session that has spent it has to sign in again. Entries never
 * expire. Use {@code maxmemory-policy noeviction}, or Redis drops sessions or leases when it is
 * full.
 *
 * <p>The entry of {@code ada} is the hash <code>latchkey:{ada}</code>, its lease the string <code>
 * latchkey:{ada}:lease</code>, and the entry's key is also the channel on which a replacement is
 * published: a user of Redis needs {@code ~latchkey:* &latchkey:*}. A content is read by whoever
 * may read these keys, and is in Lettuce's own log at its finest level: see {@link #encryptedWith}.
 */
public final class RedisSessionStore implements SessionStore {
  private static final String PREFIX = "latchkey:";

  /** What {@link RedisScript#COMPARE_AND_SET} answers when it has replaced the entry. */
  static final long REPLACED = 1;

  /** What it answers when others have replaced the entry more than once. */
  static final long OVERTAKEN = 2;

  /** As good as for ever, and far below what Redis can count. */
  private static final long LONGEST_MILLIS = Duration.ofDays(36_500).toMillis();

  private final RedisConnection redis;
  private final RedisWatchers watchers;
  private final String prefix;

  private RedisSessionStore(RedisConnection redis, RedisWatchers watchers, String prefix) {
    this.redis = redis;
    this.watchers = watchers;
    this.prefix = prefix;
  }

  /**
   * Returns the store under the prefix {@code latchkey:}, which connects to the server that the
   * client was created for when it is first asked.
   *
   * @param redis the client, which reconnects, as it does by default
   * @return the store
   * @throws IllegalArgumentException if the client does not reconnect: the store would be lost with
   *     the first connection
   */
  @SuppressWarnings("exports") // Who has a client reads its module.
  public static RedisSessionStore on(RedisClient redis) {
    if (!Objects.requireNonNull(redis, "redis").getOptions().isAutoReconnect()) {
      throw new IllegalArgumentException(
          "The RedisClient does not reconnect: leave ClientOptions.autoReconnect on.");
    }
    return new RedisSessionStore(new RedisConnection(redis), new RedisWatchers(redis), PREFIX);
  }

  /**
   * Returns a copy that uses another prefix, on the same connections.
   *
   * @param prefix what the names of its keys and channels begin with
   * @return the copy
   * @throws IllegalArgumentException if UTF-8 cannot say it
   */
  public RedisSessionStore prefix(String prefix) {
    if (!UTF_8.newEncoder().canEncode(Objects.requireNonNull(prefix, "prefix"))) {
      throw new IllegalArgumentException("The prefix is no text: it has half of a character.");
    }
    return new RedisSessionStore(redis, watchers, prefix);
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    String entry = entryOf(key);
    return asked(
        () -> {
          List<Object> held = RedisScript.LOAD.run(redis.connected(), entry);
          return held.isEmpty() ? Optional.empty() : Optional.of(read(held));
        });
  }

  private static Entry read(List<Object> held) {
    return new Entry(
        Long.parseLong(new String((byte[]) held.get(0), UTF_8)),
        (byte[]) held.get(1),
        Duration.of((long) held.get(2), ChronoUnit.MICROS));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    String entry = entryOf(key);
    byte[] next = bytes(version + 1);
    byte[] write = bytes(UUID.randomUUID());
    byte[] kept = content.clone();
    return asked(
        () -> {
          StatefulRedisConnection<String, byte[]> connection = redis.connected();
          long losses = redis.losses();
          long answer =
              RedisScript.COMPARE_AND_SET.run(connection, entry, bytes(version), next, write, kept);
          if (answer == OVERTAKEN && redis.losses() != losses) {
            // Lettuce may have sent it twice. If the first time it replaced the entry, it had been
            // overtaken by the second.
            throw new IOException(
                this
                    + " lost its connection to Redis, and cannot say whether it replaced the entry;"
                    + " others have since. Load it.");
          }
          return answer == REPLACED;
        });
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    String lease = leaseOf(key);
    byte[] mark = bytes(UUID.randomUUID());
    byte[] name = bytes(owner);
    byte[] time = bytes(millis(timeToLive));
    return asked(
        () -> {
          StatefulRedisConnection<String, byte[]> connection = redis.connected();
          boolean isAnswered = false;
          try {
            long answer = RedisScript.LEASE.run(connection, lease, mark, name, time);
            isAnswered = true;
            return answer == 1;
          } finally {
            if (!isAnswered) {
              // Redis may grant it yet, and nobody would give it back before its time ends. What is
              // sent later on one connection is done later.
              RedisFuture<Long> unused = RedisScript.WITHDRAW.send(connection, lease, mark, name);
            }
          }
        });
  }

  private static long millis(Duration timeToLive) {
    Duration longest = Duration.ofMillis(LONGEST_MILLIS);
    return timeToLive.compareTo(longest) > 0 ? LONGEST_MILLIS : Math.max(1, timeToLive.toMillis());
  }

  @Override
  public void release(String key, String owner) throws IOException {
    String lease = leaseOf(key);
    byte[] name = bytes(owner);
    long unused = asked(() -> RedisScript.RELEASE.run(redis.connected(), lease, name));
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    String lease = leaseOf(key);
    return asked(
        () -> {
          StatefulRedisConnection<String, byte[]> connection = redis.connected();
          byte[] held = RedisConnection.answer(connection, connection.async().get(lease));
          return held == null ? Optional.empty() : Optional.of(ownerOf(new String(held, UTF_8)));
        });
  }

  /** Returns the owner behind the mark. */
  private static String ownerOf(String lease) {
    return lease.substring(lease.indexOf(' ') + 1);
  }

  @Override
  public void watch(String key, Runnable changed) throws IOException {
    String channel = entryOf(key);
    boolean unused =
        asked(
            () -> {
              // During an outage, whoever wants to watch waits here, not in Lettuce's queue.
              redis.connected();
              watchers.watch(channel, changed);
              return true;
            });
  }

  /** What asks Redis, and throws what {@link RedisFailure} then says better. */
  private interface Question<T> {
    T ask() throws IOException, InterruptedException, ExecutionException, TimeoutException;
  }

  private <T> T asked(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
      throw RedisFailure.of(this, e);
    }
  }

  private String entryOf(String key) {
    return prefix + '{' + escaped(key) + '}';
  }

  /** Returns the lease's key, which has the entry's hash tag, and so is in its slot. */
  private String leaseOf(String key) {
    return entryOf(key) + ":lease";
  }

  /** Returns the key without braces, which would end the hash tag, and as UTF-8 can say it. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder(key.length());
    key.codePoints()
        .forEach(
            point -> {
              boolean isHalf = Character.getType(point) == Character.SURROGATE;
              if (isHalf || point == '{' || point == '}' || point == '%') {
                escaped.append(String.format(Locale.ROOT, "%%%04X", point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  private static byte[] bytes(Object value) {
    return value.toString().getBytes(UTF_8);
  }

  /** Returns what is no secret: the prefix, and not where Redis is. */
  @Override
  public String toString() {
    return "RedisSessionStore[" + prefix + "]";
  }
}
