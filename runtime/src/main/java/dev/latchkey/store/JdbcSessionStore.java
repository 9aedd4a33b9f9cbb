package dev.latchkey.store;

import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in a table of any database with row locks, one row each; leases and ages go by the
 * database's clock.
 *
 * <p>{@link #createTable} makes the table. Where that is for others to do, it runs the one
 * statement of a script that is in this jar: {@code META-INF/latchkey/latchkey_session.sql} in
 * standard SQL, and beside it one each for {@code postgresql}, {@code mysql}, which is for MariaDB
 * too, {@code oracle} and {@code sqlserver}, as in {@code latchkey_session.postgresql.sql}. The
 * store is tested on PostgreSQL and H2. The scripts for MySQL, Oracle and SQL Server are written by
 * the book and have not been run.
 *
 * <p>A call borrows a connection for a statement or a few, each committed by itself at whatever
 * isolation the pool has set, READ COMMITTED or stricter, and gives it back as it came. It must be
 * a connection of its own, not one that belongs to a transaction of the thread, and lead to where
 * writes go: a replica that lags shows old entries. An entry survives a crash as the database's
 * commits do.
 *
 * <p>A statement is given up after five seconds. That is done by the driver, which is helpless when
 * the network is: give the data source timeouts of its own, for connecting, for the pool's turn and
 * for reading from the socket, such as {@code socketTimeout} of PostgreSQL's driver. Drivers do not
 * heed interrupts.
 *
 * <p>Exceptions name the SQLState, and nothing that the driver says, since databases repeat there
 * what was written. Nobody is told of replacements ({@link #watch}): databases have no common way.
 */
public final class JdbcSessionStore implements SessionStore {
  private static final int SECONDS = 5;

  /** How often a call begins anew while others are faster. Each time one of the others was. */
  private static final int ATTEMPTS = 30;

  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}");

  private static final String LOOK =
      """
      SELECT session_id, session_key, version, content, written_at,
             lease_owner, leased_at, lease_millis, lease_number
      FROM {table} WHERE 1 = 0\
      """;

  private static final String LOAD =
      """
      SELECT version, content, written_at, {now} FROM {table}
      WHERE session_id = ? AND version > 0\
      """;

  private static final String REPLACE =
      """
      UPDATE {table} SET version = ?, content = ?, written_at = {now}
      WHERE session_id = ? AND version = ?\
      """;

  private static final String VERSION = "SELECT version FROM {table} WHERE session_id = ?";

  private static final String INSERT =
      """
      INSERT INTO {table} (session_id, session_key, version, content, written_at, lease_number)
      VALUES (?, ?, 1, ?, {now}, 0)\
      """;

  private static final String LEASE =
      """
      SELECT lease_owner, leased_at, lease_millis, lease_number, {now} FROM {table}
      WHERE session_id = ?\
      """;

  private static final String LEND =
      """
      UPDATE {table}
      SET lease_owner = ?, leased_at = {now}, lease_millis = ?, lease_number = lease_number + 1
      WHERE session_id = ? AND lease_number = ?\
      """;

  private static final String INSERT_LENT =
      """
      INSERT INTO {table} (session_id, session_key, version, written_at,
                           lease_owner, leased_at, lease_millis, lease_number)
      VALUES (?, ?, 0, {now}, ?, {now}, ?, 1)\
      """;

  private static final String RETURN =
      """
      UPDATE {table} SET lease_owner = NULL, lease_number = lease_number + 1
      WHERE session_id = ? AND lease_number = ?\
      """;

  private final DataSource database;
  private final String table;
  private final int seconds;

  private JdbcSessionStore(DataSource database, String table, int seconds) {
    this.database = database;
    this.table = table;
    this.seconds = seconds;
  }

  /**
   * Returns the store in the table {@code latchkey_session}; no connection is held while a token
   * endpoint is asked.
   *
   * @param database lends a connection for each call; a pool, or else each call connects
   * @return the store
   */
  public static JdbcSessionStore on(DataSource database) {
    return new JdbcSessionStore(
        Objects.requireNonNull(database, "database"), "latchkey_session", SECONDS);
  }

  /**
   * Returns a copy that uses another table.
   *
   * @param name letters, digits and underscores, after that of a schema and a dot if need be
   * @return the copy
   * @throws IllegalArgumentException if it is anything else
   */
  public JdbcSessionStore table(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("\"%s\" is no name of a table: it has letters, digits and underscores, at most 63, and"
                  + " perhaps a schema and a dot before them.")
              .formatted(name));
    }
    return new JdbcSessionStore(database, name, seconds);
  }

  /** Returns a copy that gives a statement up after another time. */
  JdbcSessionStore within(int atMost) {
    return new JdbcSessionStore(database, table, atMost);
  }

  /**
   * Creates the table if it is missing, and returns this store. Any number of processes may do so
   * at once.
   *
   * @return this store
   * @throws IOException if there is no such table now
   */
  public JdbcSessionStore createTable() throws IOException {
    boolean unused =
        asked(
            connection -> {
              if (!isThere(connection)) {
                create(connection);
              }
              return true;
            });
    return this;
  }

  private static boolean isThere(Borrowed connection) {
    try {
      Optional<Long> unused = connection.row(row -> row.getLong("version"), LOOK);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Creates the table, or finds that somebody else has. */
  private static void create(Borrowed connection) throws SQLException {
    try {
      int unused =
          connection.update(connection.dialect().creation().replace("latchkey_session", "{table}"));
    } catch (SQLException e) {
      if (!isThere(connection)) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Entry> load(String key) throws IOException {
    String id = id(key);
    return asked(connection -> connection.row(JdbcSessionStore::entry, LOAD, id));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    byte[] content = row.getBytes(2);
    // Oracle knows no empty value that is not null.
    return new Entry(row.getLong(1), content == null ? new byte[0] : content, age(row, 3, 4));
  }

  /** Returns the time from one column to another. Which zone they are read in does not matter. */
  private static Duration age(ResultSet row, int from, int to) throws SQLException {
    Instant since = row.getTimestamp(from, utc()).toInstant();
    return Duration.between(since, row.getTimestamp(to, utc()).toInstant());
  }

  /** Returns a calendar without summer time, in which a time that tells no zone is read. */
  private static Calendar utc() {
    return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
  }

  @Override
  public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
    String id = id(key);
    return asked(
        connection -> {
          if (connection.update(REPLACE, version + 1, content, id, version) == 1) {
            return true;
          }
          if (version != 0 || connection.row(row -> row.getLong(1), VERSION, id).isPresent()) {
            return false;
          }
          // Where a row appears meanwhile, this fails, and all of it begins anew.
          return connection.update(INSERT, id, AsciiText.of(key), content) == 1;
        });
  }

  @Override
  public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
    String id = id(key);
    String name = AsciiText.of(owner);
    long millis = millis(timeToLive);
    return asked(
        connection -> {
          Optional<Lease> held = connection.row(Lease::of, LEASE, id);
          if (Thread.currentThread().isInterrupted()) {
            // Whoever has asked is gone, and may have given the lease back already.
            throw new SQLException("The thread was interrupted.");
          }
          if (held.isEmpty()) {
            return connection.update(INSERT_LENT, id, AsciiText.of(key), name, millis) == 1;
          }
          Lease lease = held.get();
          if (lease.isLent() && !name.equals(lease.owner)) {
            if (lease.isAhead()) {
              // The clock was set back: the lease counts anew, or it would outlive its time.
              int unused = connection.update(LEND, lease.owner, lease.millis, id, lease.number);
            }
            return false;
          }
          if (connection.update(LEND, name, millis, id, lease.number) == 0) {
            throw overtaken();
          }
          return true;
        });
  }

  /** Returns whole milliseconds, at least one: a lease may end late, but not early. */
  private static long millis(Duration time) {
    try {
      return Math.max(1, time.plusNanos(999_999).toMillis());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void release(String key, String owner) throws IOException {
    String id = id(key);
    String name = AsciiText.of(owner);
    boolean unused =
        asked(
            connection -> {
              Optional<Lease> held = connection.row(Lease::of, LEASE, id);
              if (held.isPresent()
                  && name.equals(held.get().owner)
                  && connection.update(RETURN, id, held.get().number) == 0) {
                throw overtaken();
              }
              return true;
            });
  }

  @Override
  public Optional<String> leaseholder(String key) throws IOException {
    String id = id(key);
    return asked(
        connection ->
            connection
                .row(Lease::of, LEASE, id)
                .filter(Lease::isLent)
                .map(lease -> AsciiText.original(Objects.requireNonNull(lease.owner))));
  }

  /** Who has the lease of a key, as the database's clock has it, if anybody has. */
  private record Lease(@Nullable String owner, Duration since, long millis, long number) {
    static Lease of(ResultSet row) throws SQLException {
      String owner = row.getString(1);
      return new Lease(
          owner, owner == null ? Duration.ZERO : age(row, 2, 5), row.getLong(3), row.getLong(4));
    }

    boolean isLent() {
      return owner != null && since.toMillis() < millis;
    }

    boolean isAhead() {
      return since.isNegative();
    }
  }

  /** Does something with a connection, all of it again if it throws what {@link #overtaken} is. */
  private interface Work<T> {
    T with(Borrowed connection) throws SQLException;
  }

  private static SQLException overtaken() {
    return new SQLTransactionRollbackException("Another lent or returned it.", "40001");
  }

  private <T> T asked(Work<T> work) throws IOException {
    Borrowed connection;
    try {
      connection = Borrowed.from(database, table, seconds);
    } catch (SQLException | RuntimeException e) {
      throw DatabaseFailure.unreachable(e, table);
    }
    try (connection) {
      for (int attempt = 1; ; attempt++) {
        try {
          return work.with(connection);
        } catch (SQLException e) {
          if (attempt == ATTEMPTS || !DatabaseFailure.startsOver(e)) {
            throw e;
          }
        }
      }
    } catch (SQLException | RuntimeException e) {
      throw DatabaseFailure.of(e, connection, table);
    }
  }

  private static String id(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(AsciiText.of(key).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** Returns what people may know it by: the table, and nothing of how it is reached. */
  @Override
  public String toString() {
    return "JdbcSessionStore[" + table + "]";
  }
}
