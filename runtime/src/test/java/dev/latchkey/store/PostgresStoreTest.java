package dev.latchkey.store;

import java.sql.Connection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A table of PostgreSQL")
@ExtendWith(PostgresServer.class)
class PostgresStoreTest {
  @Nested
  @DisplayName("by connections as most pools have them")
  class Usual extends JdbcStoreContract {
    Usual() {
      super(Database.POSTGRESQL, true, Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @Nested
  @DisplayName("by connections that read what they once read")
  class RepeatableReads extends JdbcStoreContract {
    RepeatableReads() {
      super(Database.POSTGRESQL, false, Connection.TRANSACTION_REPEATABLE_READ);
    }
  }

  @Nested
  @DisplayName("by connections that are in turn")
  class Serializable extends JdbcStoreContract {
    Serializable() {
      super(Database.POSTGRESQL, false, Connection.TRANSACTION_SERIALIZABLE);
    }
  }
}
