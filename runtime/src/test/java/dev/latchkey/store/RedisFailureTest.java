package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What is said of Redis")
class RedisFailureTest {
  private static final String CANARY = "C4NARY";

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ERR unknown command `EVALSHA`, with args beginning with: `C4NARY`, | ERR. Its log",
        "C4NARY | does not say why",
        "OOM command not allowed when used memory > 'maxmemory' C4NARY. | Its memory is full",
        "ERR Error running script: -READONLY You can't write C4NARY | READONLY. This is a replica",
        "NOPERM this user has no permissions C4NARY | channels of this prefix",
        "NOAUTH Authentication required. C4NARY | name and the password",
        "WRONGPASS invalid username-password pair C4NARY | name and the password",
        "MISCONF Redis is configured to save RDB snapshots C4NARY | cannot write to its disk",
        "LOADING Redis is loading the dataset in memory C4NARY | Try again",
        "MOVED 1234 127.0.0.1:7000 C4NARY | node of a cluster",
        "WRONGTYPE Operation against a key C4NARY | not an entry of this store",
      })
  @DisplayName("P23 says what to do, and repeats nothing of what Redis was sent")
  void errors(String error, String advice) {
    Exception thrown = new RedisCommandExecutionException(error);

    for (Exception failure :
        List.of(
            thrown,
            new ExecutionException(thrown),
            new RedisConnectionException("Unable to connect: " + error, thrown))) {
      IOException said = RedisFailure.of("RedisSessionStore[latchkey:]", failure);
      assertThat(said).hasMessageContaining(advice).hasMessageEndingWith(".");
      assertThat(said.getMessage()).startsWith("RedisSessionStore[latchkey:] ");
      assertThat(printed(said)).doesNotContain(CANARY);
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new RedisConnectionException("x", new ConnectException("Connection refused")),
            "ConnectException: Connection refused"),
        Arguments.of(new TimeoutException(), "no answer from Redis in the time"),
        Arguments.of(new RedisCommandTimeoutException("x"), "no answer from Redis in the time"),
        Arguments.of(new RedisException("Connection is closed"), "has been shut down"),
        Arguments.of(new CancellationException(), "has been shut down"),
        Arguments.of(new IllegalStateException("no URI"), "could not ask Redis"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @DisplayName("tells apart what went wrong")
  void kinds(Exception failure, String what) {
    for (Exception one : List.of(failure, new ExecutionException(failure))) {
      assertThat(RedisFailure.of("store", one)).hasMessageContaining(what);
    }
  }

  @Test
  @DisplayName("keeps an interrupt")
  void interrupt() {
    IOException said = RedisFailure.of("store", new InterruptedException());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(said).isInstanceOf(InterruptedIOException.class);
  }
}
