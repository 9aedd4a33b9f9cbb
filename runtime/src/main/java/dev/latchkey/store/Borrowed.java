package dev.latchkey.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection for the statements of one call, each of which is a transaction of its own, whatever
 * the pool prefers. It goes back as it came.
 */
final class Borrowed implements AutoCloseable {
  private final Connection connection;
  private final String table;
  private final int seconds;
  private Dialect dialect = Dialect.STANDARD;
  private boolean changed;
  private boolean writing;

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Borrowed(Connection connection, String table, int seconds) {
    this.connection = connection;
    this.table = table;
    this.seconds = seconds;
  }

  /**
   * Borrows a connection.
   *
   * @param table what {@code {table}} stands for in statements
   * @param seconds after which a statement is given up
   */
  static Borrowed from(DataSource database, String table, int seconds) throws SQLException {
    Borrowed borrowed = new Borrowed(database.getConnection(), table, seconds);
    try {
      borrowed.begin();
      return borrowed;
    } catch (Throwable e) {
      borrowed.close();
      throw e;
    }
  }

  private void begin() throws SQLException {
    dialect = Dialect.of(connection.getMetaData().getDatabaseProductName());
    if (!connection.getAutoCommit()) {
      // Ends what the pool may have begun: its time, and what it sees, would be those of then.
      connection.rollback();
      changed = true;
      connection.setAutoCommit(true);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** Returns whether the last statement was to change something and did not say that it has. */
  boolean isWriting() {
    return writing;
  }

  /** Runs a statement that changes something, and returns how many rows it changed. */
  int update(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = prepared(sql, parameters);
    try {
      writing = true;
      int rows = statement.executeUpdate();
      writing = false;
      return rows;
    } finally {
      giveUp(statement);
    }
  }

  /** Runs a query for at most one row. */
  <T> Optional<T> row(Row<T> row, String sql, @Nullable Object... parameters) throws SQLException {
    writing = false;
    PreparedStatement statement = prepared(sql, parameters);
    try {
      ResultSet rows = statement.executeQuery();
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    } finally {
      giveUp(statement);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(sql.replace("{table}", table).replace("{now}", dialect.clock));
    try {
      statement.setQueryTimeout(seconds);
      int index = 1;
      for (Object parameter : parameters) {
        if (parameter instanceof byte[] bytes) {
          statement.setBytes(index++, bytes);
        } else if (parameter instanceof Long number) {
          statement.setLong(index++, number);
        } else {
          statement.setString(index++, (String) parameter);
        }
      }
      return statement;
    } catch (Throwable e) {
      giveUp(statement);
      throw e;
    }
  }

  @Override
  public void close() {
    if (changed) {
      try {
        connection.setAutoCommit(false);
      } catch (SQLException | RuntimeException e) {
        // It is broken, as whoever borrows it next would find out.
      }
    }
    giveUp(connection);
  }

  /** Closes what has done its work by now, or failed: that it cannot be closed changes neither. */
  private static void giveUp(AutoCloseable done) {
    try {
      done.close();
    } catch (Exception e) {
      // The call has its result, or its failure.
    }
  }
}
