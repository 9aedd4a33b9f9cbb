package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store in PostgreSQL")
@ExtendWith(PostgresServer.class)
class PostgresFailureTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final String key = "key " + UUID.randomUUID();
  private final String table = "t_" + UUID.randomUUID().toString().replace('-', '_');
  private final StrictPool pool = StrictPool.of(Database.POSTGRESQL);
  private final JdbcSessionStore store = JdbcSessionStore.on(pool).table(table);

  @BeforeEach
  void firstEntry() throws Exception {
    assertThat(store.createTable().compareAndSet(key, 0, bytes("one"))).isTrue();
  }

  @AfterEach
  void allCameBack() throws Exception {
    try (pool) {
      pool.assertWhole();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String text() throws IOException {
    return new String(store.load(key).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  private static IOException failure(ThrowingCallable call) {
    IOException thrown = catchThrowableOfType(IOException.class, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }

  /** Somebody else, in the middle of a transaction. */
  private final class Slow implements AutoCloseable {
    private final Connection connection;

    Slow(String sql, String... parameters) throws SQLException {
      connection = Database.POSTGRESQL.source().getConnection();
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement(sql.replace("{table}", table))) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setString(i + 1, parameters[i]);
        }
        statement.execute();
      }
    }

    void undo() throws SQLException {
      connection.rollback();
    }

    void commit() throws SQLException {
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  /** Begins a call, and returns when it waits for somebody else. */
  private <T> FutureTask<T> waiting(Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "waiting");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> !task.isDone() && waiting().size() == 1);
    return task;
  }

  /** Returns the connections that wait for somebody else at the table. */
  private List<String> waiting() throws SQLException {
    return Database.POSTGRESQL.ask(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"
            + table
            + "%'");
  }

  private static <T> T outcome(FutureTask<T> task) throws Exception {
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** A test of each isolation that PostgreSQL knows. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(
      ints = {
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE
      })
  private @interface AtEachIsolation {}

  @AtEachIsolation
  @DisplayName("loses to a write that it waited for, at each isolation")
  void waitedFor(int isolation) throws Exception {
    try (StrictPool isolated = pool.as(false, isolation);
        Slow slow =
            new Slow(
                "UPDATE {table} SET version = 2, content = 'two' WHERE session_key = ?", key)) {
      JdbcSessionStore other = JdbcSessionStore.on(isolated).table(table);
      FutureTask<Boolean> late = waiting(() -> other.compareAndSet(key, 1, bytes("late")));

      slow.commit();

      assertThat(outcome(late)).isFalse();
      assertThat(text()).isEqualTo("two");
      assertThat(isolated.heard())
          .extracting(SQLException::getSQLState)
          .containsExactly(
              isolation == Connection.TRANSACTION_READ_COMMITTED
                  ? new String[0]
                  : new String[] {"40001"});
      isolated.assertWhole();
    }
  }

  @AtEachIsolation
  @DisplayName("wins against a write that it waited for and that was undone, at each isolation")
  void waitedForNothing(int isolation) throws Exception {
    try (StrictPool isolated = pool.as(false, isolation);
        Slow slow = new Slow("UPDATE {table} SET version = 2 WHERE session_key = ?", key)) {
      JdbcSessionStore other = JdbcSessionStore.on(isolated).table(table);
      FutureTask<Boolean> late = waiting(() -> other.compareAndSet(key, 1, bytes("two")));

      slow.undo();

      assertThat(outcome(late)).isTrue();
      assertThat(text()).isEqualTo("two");
    }
  }

  @AtEachIsolation
  @DisplayName("leaves the lease to whoever it waited for, at each isolation")
  void leaseWaitedFor(int isolation) throws Exception {
    try (StrictPool isolated = pool.as(false, isolation);
        Slow slow =
            new Slow(
                "UPDATE {table} SET lease_owner = 'bob', leased_at = now(), lease_millis = 600000,"
                    + " lease_number = lease_number + 1 WHERE session_key = ?",
                key)) {
      JdbcSessionStore other = JdbcSessionStore.on(isolated).table(table);
      FutureTask<Boolean> late = waiting(() -> other.tryLease(key, "ada", LONG));

      slow.commit();

      assertThat(outcome(late)).isFalse();
      assertThat(store.leaseholder(key)).hasValue("bob");
    }
  }

  @Test
  @DisplayName("says that it does not know when its connection is cut in the middle of a write")
  void connectionCut() throws Exception {
    try (Slow slow = new Slow("SELECT * FROM {table} WHERE session_key = ? FOR UPDATE", key)) {
      FutureTask<Boolean> cut = waiting(() -> store.compareAndSet(key, 1, bytes("two")));

      Database.POSTGRESQL.ask("SELECT pg_terminate_backend(" + waiting().get(0) + ")");

      assertThat(failure(() -> outcome(cut)))
          .hasMessageMatching(
              "There is no connection to the database of the table .*, or it broke, and what it was"
                  + " told to write may be written or not \\(PSQLException, SQLState"
                  + " (57P01|08006).*");
      slow.undo();
      assertThat(text()).isEqualTo("one");
      assertThat(store.compareAndSet(key, 1, bytes("two"))).isTrue();
    }
  }

  @Test
  @DisplayName("gives up what hangs at the database, and works when that is over")
  void hangs() throws Exception {
    JdbcSessionStore hasty = store.within(1);
    try (Slow slow = new Slow("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")) {
      assertThat(failure(() -> hasty.load(key)))
          .hasMessage(
              "The database of the table %s did not answer in time (PSQLException, SQLState 57014)."
                  .formatted(table));
      assertThat(failure(() -> hasty.compareAndSet(key, 1, bytes("two"))))
          .hasMessageContaining("did not answer in time");
      slow.undo();
      assertThat(text()).isEqualTo("one");
      assertThat(hasty.compareAndSet(key, 1, bytes("two"))).isTrue();
    }
  }

  @Test
  @DisplayName("says why it cannot write where only reading is allowed")
  void readOnly() throws Exception {
    try (StrictPool replica = pool.told("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")) {
      JdbcSessionStore readOnly = JdbcSessionStore.on(replica).table(table);

      assertThat(readOnly.load(key)).isPresent();
      assertThat(failure(() -> readOnly.compareAndSet(key, 1, bytes("two"))))
          .hasMessage(
              "The table %s cannot be written here: is this a replica, or are its connections"
                      .formatted(table)
                  + " read-only? (PSQLException, SQLState 25006).");
    }
  }

  @Test
  @DisplayName("fails while the server is stopped, and then goes on where it was")
  void restarted() throws Exception {
    assertThat(store.tryLease(key, "ada", LONG)).isTrue();
    PostgresServer.stop();
    try {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> store.load(key),
              () -> store.compareAndSet(key, 1, bytes("two")),
              () -> store.tryLease(key, "bob", LONG),
              () -> store.release(key, "ada"),
              () -> store.leaseholder(key),
              store::createTable)) {
        assertThat(failure(call))
            .hasMessageStartingWith("There is no connection to the database of the table " + table);
      }
    } finally {
      PostgresServer.start();
    }

    assertThat(text()).isEqualTo("one");
    assertThat(store.tryLease(key, "bob", LONG)).isFalse();
    assertThat(store.compareAndSet(key, 1, bytes("two"))).isTrue();
    store.release(key, "ada");
    assertThat(store.tryLease(key, "bob", LONG)).isTrue();
  }
}
