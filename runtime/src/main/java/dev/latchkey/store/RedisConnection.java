package dev.latchkey.store;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which a store asks Redis, opened when it is first needed and then kept; Lettuce
 * reconnects it.
 */
final class RedisConnection {
  /*
   * While there is no connection, Lettuce keeps commands and sends them when there is one again,
   * minutes later perhaps, when nobody wants their answers any more. So nobody sends a command then:
   * all wait for the answer to one PING. What was sent just before the connection was lost, Lettuce
   * sends again, unless it has been cancelled; so whoever leaves cancels.
   */

  /** Values are bytes, also because Lettuce logs what it has decoded. */
  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final Opened<StatefulRedisConnection<String, byte[]>> opened;
  private final AtomicLong losses = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RedisFuture<String> knock;

  RedisConnection(RedisClient redis) {
    this.opened = new Opened<>(() -> open(redis));
  }

  private StatefulRedisConnection<String, byte[]> open(RedisClient redis) {
    StatefulRedisConnection<String, byte[]> connection = redis.connect(CODEC);
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            losses.incrementAndGet();
          }
        });
    return connection;
  }

  /** Returns how often the connection was lost: what was asked meanwhile may be asked twice. */
  long losses() {
    return losses.get();
  }

  /** Returns the connection once Redis answers on it. */
  StatefulRedisConnection<String, byte[]> connected()
      throws InterruptedException, ExecutionException, TimeoutException {
    StatefulRedisConnection<String, byte[]> connection = opened.get();
    if (!connection.isOpen()) {
      await(knock(connection), connection.getTimeout());
    }
    return connection;
  }

  private RedisFuture<String> knock(StatefulRedisConnection<String, byte[]> connection) {
    lock.lock();
    try {
      RedisFuture<String> latest = knock;
      if (latest == null || latest.isDone()) {
        latest = connection.async().ping();
        knock = latest;
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the answer to a command, and cancels it if there is none in time. */
  static <T> T answer(StatefulRedisConnection<String, byte[]> connection, RedisFuture<T> command)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return await(command, connection.getTimeout());
    } finally {
      if (!command.isDone()) {
        command.cancel(true);
      }
    }
  }

  /** Waits for an answer that others may wait for too. */
  static <T> T await(RedisFuture<T> answer, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return limit.isZero() ? answer.get() : answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
