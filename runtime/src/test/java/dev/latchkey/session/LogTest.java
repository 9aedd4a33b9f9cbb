package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log tells who runs the application")
class LogTest {
  private static final Logger LOGGER = Logger.getLogger("dev.latchkey.session");

  private final Kept kept = new Kept();
  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();

  /** Keeps lines, as they would be printed. */
  private static final class Kept extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord line) {
      String text = new SimpleFormatter().formatMessage(line);
      if (text.startsWith("Session default: ")) {
        return; // of another test, whose session has not ended yet
      }
      lines.add(line.getLevel() + " " + text.replaceAll(", \\d+ ms, ", ", # ms, "));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private synchronized int count() {
      return lines.size();
    }

    /** Returns so many lines, when they are there: they are written after callers have gone on. */
    private List<String> lines(int expected) {
      await().until(() -> count() >= expected);
      synchronized (this) {
        return List.copyOf(lines);
      }
    }
  }

  @BeforeEach
  void listen() {
    LOGGER.addHandler(kept);
    LOGGER.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    LOGGER.setLevel(null);
    LOGGER.removeHandler(kept);
  }

  private AuthSession.Builder settings() {
    return AuthSession.builder().key("ada").refreshWith(issuer).clock(clock).jitter(() -> 1);
  }

  @Test
  @DisplayName("that it was refreshed, failed and ended, at the levels that fit")
  void refreshes() {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    session.refresh();
    issuer.failWith(new IOException("down"));
    assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);
    clock.advance(Duration.ofMinutes(1));
    issuer.failWith(new MisconfiguredException("The secret is wrong.", "invalid_client", null));
    assertThatThrownBy(session::refresh).isInstanceOf(MisconfiguredException.class);
    clock.advance(Duration.ofMinutes(1));
    issuer.failWith(new RefreshRefusedException("invalid_grant"));
    assertThatThrownBy(session::refresh).isInstanceOf(SessionExpiredException.class);

    assertThat(kept.lines(4))
        .containsExactlyInAnyOrder(
            "FINE Session ada: refreshed (requested, generation 1, # ms, 1 call waiting)",
            """
            WARNING Session ada: The session could not be refreshed: The refresher threw \
            IOException. It is kept; a call may try again in 1 s. (requested, generation 2, \
            # ms, 1 call waiting)\
            """,
            """
            SEVERE Session ada: The session could not be refreshed: The secret is wrong. It is \
            kept; a call may try again in 60 s. (requested, generation 2, # ms, 1 call \
            waiting)\
            """,
            """
            INFO Session ada: The session has ended: invalid_grant. Sign in again. (requested, \
            generation 2, # ms, 1 call waiting)\
            """);
  }

  @Test
  @DisplayName("though a handler that throws keeps no event from the listeners")
  void handlerThrows() {
    Handler throwing =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            throw new IllegalStateException("disk full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    AtomicBoolean down = new AtomicBoolean();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            if (down.get()) {
              throw new IOException("disk full");
            }
            return super.compareAndSet(key, version, content);
          }
        };
    Heard heard = new Heard();
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    AuthSession session =
        settings()
            .store(store)
            .listener(heard)
            .policy(RefreshPolicy.defaults().holdUntilStored(true))
            .executor(
                task -> {
                  Thread thread = new Thread(task);
                  thread.setUncaughtExceptionHandler((unused, e) -> thrown.add(e));
                  thread.start();
                })
            .build();
    session.signIn(issuer.first());
    down.set(true);
    LOGGER.addHandler(throwing);
    try {
      assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);
      await().until(() -> !thrown.isEmpty());
    } finally {
      LOGGER.removeHandler(throwing);
    }
    heard.awaitExactly("signedIn", "notStored", "refreshFailed");
    assertThat(thrown).allMatch(e -> "disk full".equals(e.getMessage()));
  }

  @Test
  @DisplayName("that the store is behind")
  void notStored() {
    AtomicBoolean down = new AtomicBoolean();
    SessionStore store =
        new UnsharedStore() {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            if (down.get()) {
              throw new IOException("disk full");
            }
            return super.compareAndSet(key, version, content);
          }

          @Override
          public String toString() {
            return "the disk";
          }
        };
    AuthSession session = settings().store(store).build();
    session.signIn(issuer.first());
    down.set(true);

    session.refresh();

    assertThat(kept.lines(2))
        .containsExactly(
            "SEVERE Session ada: The entry \"ada\" of the disk could not be written: disk full.",
            "FINE Session ada: refreshed (requested, generation 1, # ms, 1 call waiting)");
  }
}
