package dev.latchkey.store;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong between a store and Redis, and what to do. An error of Redis may repeat what it
 * was sent, so nothing of its words is passed on but what kind of error it is, and nothing of what
 * Lettuce throws but what the network or TLS said.
 */
final class RedisFailure {
  private static final Pattern KIND = Pattern.compile("[A-Z]+\\b");

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(
              "FOREIGN|WRONGTYPE",
              "What is there is not an entry of this store: use another prefix, or delete it"),
          new Advice(
              "NOAUTH|WRONGPASS", "Give the RedisClient the name and the password of a user"),
          new Advice(
              "NOPERM",
              "Its user needs the keys and the channels of this prefix, EVAL, EVALSHA and what the"
                  + " scripts call"),
          new Advice("READONLY", "This is a replica: connect to what it is a replica of"),
          new Advice("OOM", "Its memory is full: give it more"),
          new Advice("MISCONF", "It cannot write to its disk: its log says why"),
          new Advice("MOVED|CROSSSLOT", "A node of a cluster is no store: use a Redis of its own"),
          new Advice(
              "LOADING|BUSY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN",
              "Try again when it is ready"));

  /** What to do about some kinds of errors. */
  private record Advice(Pattern kinds, String text) {
    Advice(String kinds, String text) {
      this(Pattern.compile("\\b(" + kinds + ")\\b"), text);
    }
  }

  private RedisFailure() {}

  /** Returns the exception to throw; an interrupt stays one. */
  static IOException of(Object store, Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new InterruptedIOException(store + " was interrupted while it asked Redis.");
    }
    RedisCommandExecutionException error = find(RedisCommandExecutionException.class, failure);
    if (error != null) {
      return new IOException(store + " was refused by Redis: " + refusal(error));
    }
    IOException broken = find(IOException.class, failure);
    if (broken != null) {
      return new IOException(
          "%s has no connection to Redis: %s: %s. Check that it runs and can be reached."
              .formatted(store, broken.getClass().getSimpleName(), broken.getMessage()),
          broken);
    }
    if (find(TimeoutException.class, failure) != null
        || find(RedisCommandTimeoutException.class, failure) != null) {
      return new IOException(
          store
              + " has had no answer from Redis in the time that its RedisClient allows. Check that"
              + " it runs and can be reached.");
    }
    if (find(RedisException.class, failure) != null
        || find(CancellationException.class, failure) != null) {
      return new IOException(
          store
              + " has no connection to Redis: its RedisClient has been shut down, or takes no"
              + " commands while it is not connected.");
    }
    return new IOException(store + " could not ask Redis.", failure);
  }

  private static String refusal(RedisCommandExecutionException error) {
    String said = String.valueOf(error.getMessage());
    for (Advice advice : ADVICE) {
      Matcher kind = advice.kinds.matcher(said);
      if (kind.find()) {
        return kind.group(1) + ". " + advice.text + ".";
      }
    }
    Matcher kind = KIND.matcher(said);
    return (kind.lookingAt() ? kind.group() : "it does not say why") + ". Its log may say more.";
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return type.cast(one);
      }
    }
    return null;
  }
}
