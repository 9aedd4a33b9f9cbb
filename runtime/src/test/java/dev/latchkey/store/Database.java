package dev.latchkey.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database that the store is tested on. */
enum Database {
  H2("latchkey_session.sql") {
    @Override
    DataSource source() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:mem:latchkey;DB_CLOSE_DELAY=-1");
      return source;
    }
  },
  POSTGRESQL("latchkey_session.postgresql.sql") {
    @Override
    DataSource source() {
      return PostgresServer.source();
    }
  };

  private final String script;

  Database(String script) {
    this.script = script;
  }

  /** Returns the statement of its script, as somebody would read it out of the jar. */
  String script() throws IOException {
    try (InputStream in = Database.class.getResourceAsStream("/META-INF/latchkey/" + script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(text.indexOf("CREATE"), text.indexOf(";"));
    }
  }

  /** Returns a source of connections, each a new one. */
  abstract DataSource source();

  /** Does what an administrator may do. */
  void run(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column of what an administrator asks for. */
  List<String> ask(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }
}
