package dev.latchkey.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a database has in its own way: the types of the table's columns, and its clock. */
enum Dialect {
  /** H2, and what keeps to the SQL standard as far as this. */
  STANDARD("", "CURRENT_TIMESTAMP"),
  POSTGRESQL("postgresql.", "CURRENT_TIMESTAMP"),
  /** Its current timestamp is of the session's time zone, without saying so. */
  MYSQL("mysql.", "UTC_TIMESTAMP(3)"),
  ORACLE("oracle.", "CURRENT_TIMESTAMP"),
  /** Its current timestamp is of the server's time zone, without saying so. */
  SQLSERVER("sqlserver.", "SYSUTCDATETIME()");

  private final String script;

  /** The time now, at the server: either with a time zone or in UTC. */
  final String clock;

  Dialect(String script, String clock) {
    this.script = "latchkey_session." + script + "sql";
    this.clock = clock;
  }

  /** Returns the dialect of a database by the name that its driver gives it. */
  static Dialect of(String product) {
    String name = product.toLowerCase(Locale.ROOT);
    if (name.contains("postgres")) {
      return POSTGRESQL;
    } else if (name.contains("mysql") || name.contains("mariadb")) {
      return MYSQL;
    } else if (name.contains("oracle")) {
      return ORACLE;
    } else if (name.contains("sql server")) {
      return SQLSERVER;
    }
    return STANDARD;
  }

  /** Returns where the script is that creates the table. */
  String script() {
    return "META-INF/latchkey/" + script;
  }

  /** Returns the only statement of the script. */
  String creation() {
    try (InputStream in =
        Objects.requireNonNull(Dialect.class.getResourceAsStream("/" + script()), script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"))
          .replace(";", "")
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
