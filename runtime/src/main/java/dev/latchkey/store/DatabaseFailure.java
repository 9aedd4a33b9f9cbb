package dev.latchkey.store;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;

/**
 * Says what became of a call of the database, by the SQLState. What the driver says is left out,
 * and so is its exception: databases repeat in messages the row that they refuse, and drivers the
 * URL with its password.
 */
final class DatabaseFailure {
  /** Of a table, or its schema, that is not there, in so far as databases have one for that. */
  private static final Set<String> MISSING =
      Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079", "S0002");

  private static final Set<String> LATE = Set.of("57014", "HYT00", "HY008");
  private static final String UNFINISHED = "40003";

  private DatabaseFailure() {}

  /**
   * Returns whether nothing was done because others were faster, so that it may be done again: a
   * row was there by then, or the database undid one of several transactions.
   */
  static boolean startsOver(SQLException failure) {
    String state = state(failure);
    return state.startsWith("23") || state.equals("40001") || state.equals("40P01");
  }

  /** Returns the exception for a connection that was not to be had. */
  static IOException unreachable(Exception failure, String table) {
    return said(
        failure,
        kind(state(failure)).equals("28")
            ? sentence(failure, table, Dialect.STANDARD)
            : unreachable(table));
  }

  /** Returns the exception for what was done with a connection. */
  static IOException of(Exception failure, Borrowed connection, String table) {
    String sentence = sentence(failure, table, connection.dialect());
    return said(
        failure,
        connection.isWriting() && mayBeDone(state(failure))
            ? sentence + ", and what it was told to write may be written or not"
            : sentence);
  }

  private static boolean mayBeDone(String state) {
    boolean undone =
        MISSING.contains(state) || Set.of("22", "23", "25", "40", "42").contains(kind(state));
    return !undone || state.equals(UNFINISHED);
  }

  /** Returns an exception with the driver's stack, and nothing else of the driver's but names. */
  private static IOException said(Exception failure, String sentence) {
    StringBuilder message = new StringBuilder(sentence).append(" (");
    message.append(failure.getClass().getSimpleName());
    if (!state(failure).isEmpty()) {
      message.append(", SQLState ").append(state(failure));
    }
    Throwable root = root(failure);
    if (root != failure) {
      message.append(", caused by ").append(root.getClass().getSimpleName());
    }
    IOException said = new IOException(message.append(").").toString());
    said.setStackTrace(failure.getStackTrace());
    return said;
  }

  /** Returns what happened, and what to do where there is something to do. */
  private static String sentence(Exception failure, String table, Dialect dialect) {
    String state = state(failure);
    if (MISSING.contains(state)) {
      return "There is no table %s: createTable() makes it, or %s, which is in this jar"
          .formatted(table, dialect.script());
    } else if (failure instanceof SQLTimeoutException || LATE.contains(state)) {
      return "The database of the table %s did not answer in time".formatted(table);
    } else if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException) {
      return unreachable(table);
    }
    return switch (kind(state)) {
      case "08", "57" -> unreachable(table);
      case "28" -> "The database of the table %s refuses the user or the password".formatted(table);
      case "22", "23" ->
          "The table %s does not take the entry: is it as %s makes it?"
              .formatted(table, dialect.script());
      case "25" ->
          "The table %s cannot be written here: is this a replica, or are its connections read-only?"
              .formatted(table);
      case "40" -> "Others were faster at the table %s each time".formatted(table);
      case "42", "S0" ->
          "The table %s is missing, or not as %s makes it, or this user may not use it"
              .formatted(table, dialect.script());
      default -> "The database of the table %s failed".formatted(table);
    };
  }

  private static String unreachable(String table) {
    return "There is no connection to the database of the table %s, or it broke".formatted(table);
  }

  private static String kind(String state) {
    return state.substring(0, Math.min(2, state.length()));
  }

  private static String state(Exception failure) {
    return failure instanceof SQLException sql
        ? Objects.requireNonNullElse(sql.getSQLState(), "")
        : "";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure.getCause();
        cause != null && cause != root;
        cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
