package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.SessionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract in a table, by connections of a kind. The other process has sessions in another time
 * zone; both give back what they borrow, as it was.
 */
abstract class JdbcStoreContract extends SessionStoreContract {
  private final StrictPool here;
  private final StrictPool there;

  JdbcStoreContract(Database database, boolean committing, int isolation) {
    here = StrictPool.of(database).as(committing, isolation);
    there = here.told("SET TIME ZONE 'Asia/Tokyo'");
  }

  @BeforeEach
  void table() throws Exception {
    store().createTable();
  }

  @AfterEach
  void allCameBack() throws Exception {
    try (here;
        there) {
      assertThat(here.lent()).isPositive();
      here.assertWhole();
      there.assertWhole();
    }
  }

  @Override
  protected JdbcSessionStore store() {
    return JdbcSessionStore.on(here);
  }

  @Override
  protected SessionStore elsewhere() {
    return JdbcSessionStore.on(there);
  }
}
