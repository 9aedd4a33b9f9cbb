package dev.latchkey.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What Redis does in one step for all processes. Each script has one key, that of an entry or that
 * of a lease, and takes the time from Redis.
 *
 * <p>An entry is a hash: its {@code version}, its {@code content}, when it was {@code written} in
 * microseconds, and by which {@code write}. A lease is a string: a mark, a blank and its owner.
 *
 * @param <T> what it answers
 */
final class RedisScript<T> {
  /** Version, content and age in microseconds; nothing if there is no entry. */
  static final RedisScript<List<Object>> LOAD =
      listing(
          """
          local held = redis.call('HMGET', KEYS[1], 'version', 'content', 'written')
          if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
          if not (string.match(held[1] or '', '^%d+$') and held[2] and held[3]) then
            return redis.error_reply('FOREIGN entry')
          end
          local now = redis.call('TIME')
          return {held[1], held[2], now[1] * 1000000 + now[2] - held[3]}
          """);

  /**
   * The version to replace, the next one, a name for this write, the content: {@link
   * RedisSessionStore#REPLACED}, {@link RedisSessionStore#OVERTAKEN} or neither. Whoever may not
   * publish has written all the same.
   */
  static final RedisScript<Long> COMPARE_AND_SET =
      counting(
          """
          local held = redis.call('HMGET', KEYS[1], 'version', 'write')
          local version = '0'
          if redis.call('EXISTS', KEYS[1]) == 1 then
            version = string.match(held[1] or '', '^%d+$')
            if not version then return redis.error_reply('FOREIGN entry') end
          end
          if version ~= ARGV[1] then
            if version == ARGV[2] and held[2] == ARGV[3] then return 1 end
            if tonumber(version) > tonumber(ARGV[2]) then return 2 end
            return 0
          end
          local now = redis.call('TIME')
          redis.call('HSET', KEYS[1], 'version', ARGV[2], 'content', ARGV[4], 'write', ARGV[3],
              'written', string.format('%.0f', now[1] * 1000000 + now[2]))
          redis.pcall('PUBLISH', KEYS[1], ARGV[2])
          return 1
          """);

  /**
   * A mark for this attempt, the owner, the time to live in milliseconds: 1 if the owner has the
   * lease now. Only the attempt that took it leaves its mark on it: see {@link #WITHDRAW}.
   */
  static final RedisScript<Long> LEASE =
      counting(
          """
          local held = redis.call('GET', KEYS[1])
          local taken = ARGV[1] .. ' ' .. ARGV[2]
          if held and held ~= taken then
            if string.sub(held, (string.find(held, ' ', 1, true) or 0) + 1) ~= ARGV[2] then return 0 end
            taken = '- ' .. ARGV[2]
          end
          redis.call('SET', KEYS[1], taken, 'PX', ARGV[3])
          return 1
          """);

  /** The owner. */
  static final RedisScript<Long> RELEASE =
      counting(
          """
          local held = redis.call('GET', KEYS[1])
          if held and string.sub(held, (string.find(held, ' ', 1, true) or 0) + 1) == ARGV[1] then
            return redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  /**
   * The mark of an attempt that was given up, and its owner: undoes it, should it have taken the
   * lease, and leaves alone what the owner had before it or has taken since.
   */
  static final RedisScript<Long> WITHDRAW =
      counting(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] .. ' ' .. ARGV[2] then
            return redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  private final ScriptOutputType form;
  private final String text;
  private final String digest;

  private RedisScript(ScriptOutputType form, String text) {
    this.form = form;
    this.text = text;
    this.digest = digest(text);
  }

  private static RedisScript<List<Object>> listing(String text) {
    return new RedisScript<>(ScriptOutputType.MULTI, text);
  }

  private static RedisScript<Long> counting(String text) {
    return new RedisScript<>(ScriptOutputType.INTEGER, text);
  }

  /** Runs it, and waits for its answer. Redis is told the text once, and knows it from then on. */
  T run(StatefulRedisConnection<String, byte[]> connection, String key, byte[]... arguments)
      throws InterruptedException, ExecutionException, TimeoutException {
    String[] keys = {key};
    RedisFuture<T> answer = connection.async().evalsha(digest, form, keys, arguments);
    try {
      return RedisConnection.answer(connection, answer);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RedisNoScriptException)) {
        throw e;
      }
      return RedisConnection.answer(connection, send(connection, key, arguments));
    }
  }

  /** Has it run, whether anybody waits for its answer or not. */
  RedisFuture<T> send(
      StatefulRedisConnection<String, byte[]> connection, String key, byte[]... arguments) {
    return connection.async().eval(text, form, new String[] {key}, arguments);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1.", e);
    }
  }
}
