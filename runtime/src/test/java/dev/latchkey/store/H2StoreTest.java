package dev.latchkey.store;

import java.sql.Connection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("A table of H2")
class H2StoreTest {
  @Nested
  @DisplayName("by connections as most pools have them")
  class Usual extends JdbcStoreContract {
    Usual() {
      super(Database.H2, true, Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @Nested
  @DisplayName("by connections that read what they once read")
  class RepeatableReads extends JdbcStoreContract {
    RepeatableReads() {
      super(Database.H2, false, Connection.TRANSACTION_REPEATABLE_READ);
    }
  }

  @Nested
  @DisplayName("by connections that are in turn")
  class Serializable extends JdbcStoreContract {
    Serializable() {
      super(Database.H2, false, Connection.TRANSACTION_SERIALIZABLE);
    }
  }
}
