package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A store in a table, when the database fails or others are faster,")
@ExtendWith(PostgresServer.class)
class JdbcFailureTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String SECRET = "s3cr3t-refresh-token";
  private static final String UPDATE = "PreparedStatement.executeUpdate";

  private final String key = "key " + UUID.randomUUID();
  private final String table = "t_" + UUID.randomUUID().toString().replace('-', '_');
  private @Nullable StrictPool pool;

  private StrictPool pool(Database database) {
    if (pool == null) {
      pool = StrictPool.of(database);
    }
    return pool;
  }

  private JdbcSessionStore store(Database database) throws Exception {
    return JdbcSessionStore.on(pool(database)).table(table).createTable();
  }

  /** Returns the store of another process. */
  private JdbcSessionStore other(Database database) {
    return JdbcSessionStore.on(database.source()).table(table);
  }

  @AfterEach
  void allCameBack() throws Exception {
    if (pool != null) {
      try (StrictPool used = pool) {
        used.assertWhole();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(JdbcSessionStore store, String key) throws IOException {
    return new String(store.load(key).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static IOException failure(ThrowingCallable call) {
    IOException thrown = catchThrowableOfType(IOException.class, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }

  /** Something a store does, and what it comes to if nothing fails. */
  private enum Operation {
    LOAD,
    FIRST_ENTRY,
    FIRST_ENTRY_BESIDE_A_LEASE,
    REPLACEMENT,
    FIRST_LEASE,
    LEASE,
    RELEASE,
    LEASEHOLDER,
    CREATION;

    void prepare(JdbcSessionStore store, String key) throws IOException {
      boolean prepared =
          switch (this) {
            case FIRST_ENTRY, FIRST_LEASE, CREATION -> true;
            case LOAD, REPLACEMENT, LEASE -> store.compareAndSet(key, 0, bytes("one"));
            case FIRST_ENTRY_BESIDE_A_LEASE, RELEASE, LEASEHOLDER ->
                store.tryLease(key, "ada", LONG);
          };
      assertThat(prepared).as("before %s", this).isTrue();
    }

    /** Returns true unless it went wrong. */
    boolean run(JdbcSessionStore store, String key) throws IOException {
      return switch (this) {
        case LOAD -> store.load(key).orElseThrow().version() == 1;
        case FIRST_ENTRY, FIRST_ENTRY_BESIDE_A_LEASE -> store.compareAndSet(key, 0, bytes(SECRET));
        case REPLACEMENT -> store.compareAndSet(key, 1, bytes(SECRET));
        case FIRST_LEASE, LEASE -> store.tryLease(key, "ada", LONG);
        case RELEASE -> {
          store.release(key, "ada");
          yield true;
        }
        case LEASEHOLDER -> store.leaseholder(key).orElseThrow().equals("ada");
        case CREATION -> {
          store.createTable();
          yield true;
        }
      };
    }

    boolean isDone(JdbcSessionStore store, String key) throws IOException {
      return switch (this) {
        case LOAD, LEASEHOLDER -> true;
        case FIRST_ENTRY, FIRST_ENTRY_BESIDE_A_LEASE, REPLACEMENT ->
            text(store, key).equals(SECRET);
        case FIRST_LEASE, LEASE -> !store.tryLease(key, "bob", LONG);
        case RELEASE -> store.tryLease(key, "bob", LONG);
        case CREATION -> store.load(key).isEmpty();
      };
    }
  }

  /** What a driver may throw at any call. */
  private enum Fault {
    BROKEN_CONNECTION,
    NO_STATE,
    UNCHECKED,
    LOST_RACE;

    /** Returns what the driver throws; what is unchecked is thrown here. */
    SQLException thrown() {
      return switch (this) {
        case BROKEN_CONNECTION -> new SQLException("of " + SECRET, "08006");
        case NO_STATE -> new SQLException("of " + SECRET, new ConnectException("to " + SECRET));
        case UNCHECKED -> throw new IllegalStateException("of " + SECRET);
        case LOST_RACE -> new SQLException("of " + SECRET, "40001");
      };
    }
  }

  static Stream<Arguments> operationsAndFaults() {
    return Stream.of(Operation.values())
        .flatMap(
            operation -> Stream.of(Fault.values()).map(fault -> Arguments.of(operation, fault)));
  }

  @ParameterizedTest
  @MethodSource("operationsAndFaults")
  @DisplayName(
      "gives each connection back as it came, whichever call of the driver fails, says"
          + " nothing wrong, and nothing of what the driver said")
  void anyCallFails(Operation operation, Fault fault) throws Exception {
    StrictPool used = pool(Database.H2);
    pool = used.as(false, Connection.TRANSACTION_READ_COMMITTED);
    int failures = everyCallFails(pool, operation, fault, false);
    // One whose call was made says that it was undone: no database does.
    int more = fault == Fault.LOST_RACE ? 0 : everyCallFails(pool, operation, fault, true);

    assertThat(failures + more).as("exceptions").isGreaterThan(5);
  }

  /** Lets the first call of the driver fail, then the second, and so on. */
  private int everyCallFails(StrictPool used, Operation operation, Fault fault, boolean made)
      throws Exception {
    int failures = 0;
    for (int nth = 1; ; nth++) {
      String own = key + made + nth;
      JdbcSessionStore store = JdbcSessionStore.on(used).table(table + made);
      if (operation == Operation.CREATION) {
        store = store.table(table + made + nth);
      } else {
        store.createTable();
      }
      operation.prepare(store, own);
      AtomicInteger left = new AtomicInteger(nth);
      StrictPool.Event event =
          call -> {
            if (left.decrementAndGet() == 0) {
              throw fault.thrown();
            }
          };
      if (made) {
        used.after(event);
      } else {
        used.before(event);
      }
      boolean done = false;
      try {
        done = operation.run(store, own);
        assertThat(done).as("call %d of %s", nth, operation).isTrue();
      } catch (IOException e) {
        failures++;
        assertThat(trace(e)).doesNotContain(SECRET);
      } finally {
        used.calm();
      }
      used.assertWhole();
      if (done) {
        assertThat(operation.isDone(store, own)).as("call %d of %s", nth, operation).isTrue();
      }
      if (left.get() > 0) {
        assertThat(done).isTrue();
        return failures;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("says of a missing table what makes it, and works as soon as it is there")
  void missingTable(Database database) throws Exception {
    JdbcSessionStore store = JdbcSessionStore.on(pool(database)).table(table);
    for (Operation operation : Operation.values()) {
      if (operation != Operation.CREATION) {
        assertThat(failure(() -> operation.run(store, key)))
            .as(operation.name())
            .hasMessageMatching(
                ("There is no table " + table)
                    + ": createTable\\(\\) makes it, or META-INF/latchkey/latchkey_session.*sql,"
                    + " which is in this jar \\(.*, SQLState 42.*\\)\\.");
      }
    }
    String elsewhere = "nowhere_" + table + ".sessions";
    assertThat(failure(() -> store.table(elsewhere).load(key)))
        .hasMessageStartingWith("There is no table " + elsewhere);
    assertThat(failure(() -> store.table(elsewhere).createTable())).hasMessageContaining(elsewhere);

    database.run(database.script().replace("latchkey_session", table));

    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("takes no other table for its own")
  void anotherTable(Database database) throws Exception {
    database.run("CREATE TABLE " + table + " (a INTEGER)");
    JdbcSessionStore store = JdbcSessionStore.on(pool(database)).table(table);

    assertThat(failure(() -> store.load(key)))
        .hasMessageContaining("not as META-INF/latchkey/latchkey_session");
    assertThat(failure(store::createTable))
        .hasMessageContaining("not as META-INF/latchkey/latchkey_session");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P23 repeats nothing of what the database says of a row that it refuses")
  void refusedRow(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    database.run(
        database == Database.H2
            ? "ALTER TABLE " + table + " ALTER COLUMN content VARBINARY(5)"
            : "ALTER TABLE " + table + " ADD CHECK (version < 2)");

    IOException refused = failure(() -> store.compareAndSet(key, 1, bytes(SECRET)));

    String hex = HexFormat.of().formatHex(bytes(SECRET));
    assertThat(pool(database).heard())
        .as("what the driver says")
        .anySatisfy(said -> assertThat(said.getMessage()).containsIgnoringCase(hex));
    assertThat(trace(refused).toLowerCase(Locale.ROOT)).doesNotContain(hex, SECRET);
    assertThat(refused)
        .hasMessageMatching("The table .* does not take the entry.*, SQLState 2[23]...\\)\\.")
        .hasNoCause();
    assertThat(text(store, key)).isEqualTo("one");
  }

  @Test
  @DisplayName("P23 repeats nothing of how the database is reached")
  void refusedConnection() {
    JdbcDataSource closed = new JdbcDataSource();
    closed.setURL("jdbc:h2:mem:latchkey;PASSWORD=" + SECRET);
    assertThat(failure(() -> JdbcSessionStore.on(closed).load(key)))
        .hasMessage(
            "The database of the table latchkey_session refuses the user or the password"
                + " (JdbcSQLInvalidAuthorizationSpecException, SQLState 28000).");

    StrictPool used = pool(Database.H2);
    pool = null;
    used.before(
        call -> {
          throw new SQLTransientConnectionException(
              "None for jdbc:x://u:" + SECRET + "@host", new ConnectException(SECRET));
        });
    IOException none = failure(() -> JdbcSessionStore.on(used).load(key));
    assertThat(none)
        .hasMessage(
            "There is no connection to the database of the table latchkey_session, or it broke"
                + " (SQLTransientConnectionException, caused by ConnectException).")
        .hasNoCause();
    assertThat(trace(none)).doesNotContain(SECRET).contains("StrictPool.getConnection");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("says that it does not know, and does nothing again, when a write was not answered")
  void unanswered(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    AtomicInteger updates = new AtomicInteger();
    pool(database)
        .after(
            call -> {
              if (call.equals(UPDATE)) {
                updates.incrementAndGet();
                throw Fault.BROKEN_CONNECTION.thrown();
              }
            });

    assertThat(failure(() -> store.compareAndSet(key, 1, bytes("two"))))
        .hasMessageContaining(", and what it was told to write may be written or not (");

    assertThat(updates).hasValue(1);
    pool(database).calm();
    assertThat(text(store, key)).isEqualTo("two");
    assertThat(store.compareAndSet(key, 1, bytes("three"))).isFalse();
  }

  @Test
  @DisplayName("knows that nothing was written when nothing was asked")
  void notAsked() throws Exception {
    JdbcSessionStore store = store(Database.H2);
    pool(Database.H2)
        .before(
            call -> {
              if (!call.equals(UPDATE)) {
                throw Fault.BROKEN_CONNECTION.thrown();
              }
            });

    assertThat(failure(() -> store.compareAndSet(key, 0, bytes("one"))))
        .hasMessage(
            "There is no connection to the database of the table %s, or it broke".formatted(table)
                + " (SQLException, SQLState 08006).");
  }

  @Test
  @DisplayName("gives up in the end where others are faster each time, having written nothing")
  void overtakenEachTime() throws Exception {
    JdbcSessionStore store = store(Database.H2);
    AtomicInteger updates = new AtomicInteger();
    pool(Database.H2)
        .before(
            call -> {
              if (call.equals(UPDATE)) {
                updates.incrementAndGet();
                throw Fault.LOST_RACE.thrown();
              }
            });

    assertThat(failure(() -> store.compareAndSet(key, 0, bytes("one"))))
        .hasMessage(
            "Others were faster at the table %s each time (SQLException, SQLState 40001)."
                .formatted(table));

    assertThat(updates).hasValueBetween(2, 100);
    pool(Database.H2).calm();
    assertThat(store.load(key)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("loses to whoever writes the first entry between looking and writing")
  void firstEntryMeanwhile(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    atUpdate(database, 2, () -> other(database).compareAndSet(key, 0, bytes("theirs")));

    assertThat(store.compareAndSet(key, 0, bytes("ours"))).isFalse();

    assertThat(pool(database).heard())
        .hasSize(2)
        .last()
        .extracting(SQLException::getSQLState)
        .isEqualTo("23505");
    assertThat(text(store, key)).isEqualTo("theirs");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("writes the first entry though the lease is taken between looking and writing")
  void firstLeaseMeanwhile(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    atUpdate(database, 2, () -> other(database).tryLease(key, "bob", LONG));

    assertThat(store.compareAndSet(key, 0, bytes("ours"))).isTrue();

    assertThat(text(store, key)).isEqualTo("ours");
    assertThat(store.leaseholder(key)).hasValue("bob");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("leaves the lease to whoever takes it between looking and taking")
  void leaseMeanwhile(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    atUpdate(database, 1, () -> other(database).tryLease(key, "bob", LONG));
    assertThat(store.tryLease(key, "ada", LONG)).isFalse();
    assertThat(store.leaseholder(key)).hasValue("bob");

    store.release(key, "bob");
    atUpdate(database, 1, () -> other(database).tryLease(key, "bob", LONG));
    assertThat(store.tryLease(key, "ada", LONG)).isFalse();
    assertThat(store.leaseholder(key)).hasValue("bob");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("takes the lease though an entry is written, or a lease comes and goes, meanwhile")
  void noLeaseMeanwhile(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    atUpdate(database, 1, () -> other(database).compareAndSet(key, 0, bytes("theirs")));
    assertThat(store.tryLease(key, "ada", LONG)).isTrue();
    assertThat(text(store, key)).isEqualTo("theirs");

    store.release(key, "ada");
    atUpdate(
        database,
        1,
        () -> {
          other(database).tryLease(key, "bob", LONG);
          other(database).release(key, "bob");
        });
    assertThat(store.tryLease(key, "ada", LONG)).isTrue();
    assertThat(store.leaseholder(key)).hasValue("ada");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("gives back its own lease alone, though it changes hands meanwhile")
  void releaseMeanwhile(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.tryLease(key, "ada", LONG)).isTrue();
    atUpdate(database, 1, () -> other(database).tryLease(key, "ada", LONG));
    store.release(key, "ada");
    assertThat(store.leaseholder(key)).isEmpty();

    assertThat(store.tryLease(key, "ada", LONG)).isTrue();
    atUpdate(
        database,
        1,
        () -> {
          other(database).release(key, "ada");
          other(database).tryLease(key, "bob", LONG);
        });
    store.release(key, "ada");
    assertThat(store.leaseholder(key)).hasValue("bob");
  }

  /** Lets something happen before the update that comes so many updates from now. */
  private void atUpdate(Database database, int nth, ThrowingCallable happening) {
    StrictPool used = pool(database);
    AtomicInteger left = new AtomicInteger(nth);
    used.before(
        call -> {
          if (call.equals(UPDATE) && left.decrementAndGet() == 0) {
            used.calm();
            assertThatCode(happening).doesNotThrowAnyException();
          }
        });
  }
}
