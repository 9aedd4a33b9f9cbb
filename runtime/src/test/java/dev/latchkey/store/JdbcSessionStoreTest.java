package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store in a table")
@ExtendWith(PostgresServer.class)
class JdbcSessionStoreTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final String key = "key " + UUID.randomUUID();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String newTable() {
    return "t_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private @Nullable StrictPool pool;

  private StrictPool pool(Database database) {
    if (pool == null) {
      pool = StrictPool.of(database);
    }
    return pool;
  }

  @AfterEach
  void allCameBack() throws Exception {
    if (pool != null) {
      try (StrictPool used = pool) {
        used.assertWhole();
      }
    }
  }

  private JdbcSessionStore store(Database database) throws Exception {
    return JdbcSessionStore.on(pool(database)).createTable();
  }

  /** Lets so many minutes pass for this session, at the database and nowhere else. */
  private void pass(Database database, String column, int minutes) throws Exception {
    database.run(
        "UPDATE latchkey_session SET %1$s = %1$s - INTERVAL '%2$d' MINUTE WHERE session_key = '%3$s'"
            .formatted(column, minutes, key));
  }

  private String leaseMillis(Database database) throws Exception {
    return database
        .ask("SELECT lease_millis FROM latchkey_session WHERE session_key = '" + key + "'")
        .get(0);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P28 ends a lease by the clock of the database, and not before")
  void leaseEndsByItsClock(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.tryLease(key, "ada", TEN_MINUTES)).isTrue();
    pass(database, "leased_at", 9);
    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isFalse();
    assertThat(store.leaseholder(key)).hasValue("ada");

    pass(database, "leased_at", 2);

    assertThat(store.leaseholder(key)).isEmpty();
    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isTrue();
    store.release(key, "ada");
    assertThat(store.leaseholder(key)).hasValue("bob");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P28 asks no clock but the database's, which may be an hour off")
  void anotherClock(Database database) throws Exception {
    pool = StrictPool.of(database).behind(60);
    JdbcSessionStore store = store(database);
    assertThat(store.tryLease(key, "ada", TEN_MINUTES)).isTrue();
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();

    assertThat(store.leaseholder(key)).hasValue("ada");
    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isFalse();
    assertThat(store.load(key).orElseThrow().age()).isLessThan(Duration.ofMinutes(5));
    pass(database, "leased_at", 11);
    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("counts a lease anew for an owner who takes it again")
  void leaseCountsAnew(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.tryLease(key, "ada", TEN_MINUTES)).isTrue();
    pass(database, "leased_at", 9);
    assertThat(store.tryLease(key, "ada", TEN_MINUTES)).isTrue();
    pass(database, "leased_at", 9);
    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P28 lets no lease outlive its time by as much as the database's clock is set back")
  void clockSetBack(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.tryLease(key, "ada", TEN_MINUTES)).isTrue();
    pass(database, "leased_at", -60);

    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isFalse();
    pass(database, "leased_at", 11);

    assertThat(store.tryLease(key, "bob", TEN_MINUTES)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("tells the age of an entry by the clock of the database")
  void age(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    pass(database, "written_at", 11);
    assertThat(store.load(key).orElseThrow().age())
        .isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));

    assertThat(store.compareAndSet(key, 1, bytes("two"))).isTrue();

    assertThat(store.load(key).orElseThrow().age()).isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("sees what is there now, though a pool began a transaction before")
  void beganBefore(Database database) throws Exception {
    try (StrictPool begun =
        StrictPool.of(database).as(false, Connection.TRANSACTION_REPEATABLE_READ)) {
      JdbcSessionStore other = store(database);
      JdbcSessionStore store = JdbcSessionStore.on(begun);
      assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
      begun.before(
          call -> {
            if (call.equals("Connection.getAutoCommit")) {
              begun.calm();
              assertThat(other.compareAndSet(key, 1, bytes("two"))).isTrue();
            }
          });

      assertThat(store.load(key).orElseThrow().version()).isEqualTo(2);
      begun.assertWhole();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("commits nothing that somebody else has left in a connection")
  void leftBehind(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    Connection used = database.source().getConnection();
    used.setAutoCommit(false);
    try (PreparedStatement left =
        used.prepareStatement("UPDATE latchkey_session SET version = 7 WHERE session_key = ?")) {
      left.setString(1, key);
      assertThat(left.executeUpdate()).isEqualTo(1);
    }
    DataSource careless =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> used);

    assertThat(JdbcSessionStore.on(careless).load(key).orElseThrow().version()).isEqualTo(1);

    assertThat(used.isClosed()).isTrue();
    assertThat(store.load(key).orElseThrow().version()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("knows who has a lease, and for how short or long a time it likes")
  void leaseholder(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    assertThat(store.leaseholder(key)).isEmpty();

    assertThat(store.tryLease(key, "ada", Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    assertThat(store.leaseholder(key)).hasValue("ada");
    store.release(key, "ada");
    assertThat(store.leaseholder(key)).isEmpty();

    assertThat(store.tryLease(key, "bob", Duration.ofNanos(1))).isTrue();
    assertThat(leaseMillis(database)).isEqualTo("1");
    assertThat(store.tryLease(key, "bob", Duration.ofNanos(1_000_001))).isTrue();
    assertThat(leaseMillis(database)).isEqualTo("2");
    pass(database, "leased_at", 1);
    assertThat(store.leaseholder(key)).isEmpty();
    store.release("nobody's " + key, "bob");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps apart what databases take for the same, or do not take")
  void texts(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    List<String> texts =
        List.of(
            "a",
            "A",
            "a ",
            " a",
            "\u0000",
            "\u0000a",
            "\uD83D",
            "\uDE00",
            "?",
            "\uD83D\uDE00",
            "é",
            "e\u0301",
            "\\u0000",
            "\\",
            "\\\\",
            "ß",
            "ss",
            "\t",
            "%",
            "_",
            "'",
            "\"",
            "${a}",
            "\\1");
    assertThat(texts).map(AsciiText::of).doesNotHaveDuplicates();
    for (String text : texts) {
      String named = key + text;
      String owner = "owner" + text;
      assertThat(store.compareAndSet(named, 0, text.getBytes(StandardCharsets.UTF_16BE)))
          .as(text)
          .isTrue();
      assertThat(store.tryLease(named, owner, TEN_MINUTES)).as(text).isTrue();
    }
    for (String text : texts) {
      String named = key + text;
      assertThat(store.load(named).orElseThrow().content())
          .isEqualTo(text.getBytes(StandardCharsets.UTF_16BE));
      assertThat(store.leaseholder(named)).hasValue("owner" + text);
      store.release(named, "owner" + text);
      assertThat(store.leaseholder(named)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps an entry of a megabyte under the longest of keys, for the longest of owners")
  void large(Database database) throws Exception {
    JdbcSessionStore store = store(database);
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    String longest =
        new Random(2)
            .ints(512, 0x80, 0xD800)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String owner = longest.substring(0, 128);

    assertThat(store.tryLease(longest, owner, TEN_MINUTES)).isTrue();
    assertThat(store.compareAndSet(longest, 0, content)).isTrue();

    assertThat(store.load(longest).orElseThrow().content()).isEqualTo(content);
    assertThat(store.leaseholder(longest)).hasValue(owner);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("creates its table once, by the script in the jar, and leaves one that is there")
  void createsItsTable(Database database) throws Exception {
    String name = newTable();
    JdbcSessionStore store = JdbcSessionStore.on(pool(database)).table(name);

    assertThat(store.createTable()).isSameAs(store);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    assertThat(store.createTable()).isSameAs(store);

    assertThat(store.load(key)).isPresent();
    String statement = database.script().replace("latchkey_session", name);
    assertThat(pool(database).prepared()).containsOnlyOnce(statement);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("creates its table though others do so at once")
  void createdAtOnce(Database database) throws Exception {
    int creators = 8;
    ExecutorService threads = Executors.newFixedThreadPool(creators);
    try {
      for (int round = 0; round < 3; round++) {
        JdbcSessionStore store = JdbcSessionStore.on(pool(database)).table(newTable());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < creators; i++) {
          String own = "creator " + i;
          all.add(
              threads.submit(
                  () -> {
                    start.await();
                    return store.createTable().compareAndSet(own, 0, bytes(own));
                  }));
        }
        start.countDown();
        for (Future<Boolean> one : all) {
          assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        }
        for (int i = 0; i < creators; i++) {
          assertThat(store.load("creator " + i)).isPresent();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("finds its table created by somebody else between looking and creating")
  void createdMeanwhile(Database database) throws Exception {
    String name = newTable();
    JdbcSessionStore other = JdbcSessionStore.on(database.source()).table(name);
    StrictPool used = pool(database);
    used.before(
        call -> {
          if (call.equals("PreparedStatement.executeUpdate")) {
            used.calm();
            other.createTable();
          }
        });

    JdbcSessionStore store = JdbcSessionStore.on(used).table(name).createTable();

    assertThat(used.heard()).hasSize(2);
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();
    assertThat(other.load(key)).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("has a table for itself, in any schema, and leaves the store that it was made of")
  void tables(Database database) throws Exception {
    database.run("CREATE SCHEMA IF NOT EXISTS elsewhere");
    JdbcSessionStore store = store(database);
    JdbcSessionStore other = store.table("elsewhere." + newTable()).createTable();
    assertThat(store.compareAndSet(key, 0, bytes("one"))).isTrue();

    assertThat(other.load(key)).isEmpty();
    assertThat(other.compareAndSet(key, 0, bytes("other"))).isTrue();

    assertThat(new String(store.load(key).orElseThrow().content(), StandardCharsets.UTF_8))
        .isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a;DROP TABLE b",
        "a--",
        "a\"",
        "\"a\"",
        "a'",
        "a.b.c",
        ".a",
        "a.",
        "1a",
        "ä",
        "a\n",
        "{now}",
        "a1234567890123456789012345678901234567890123456789012345678901234"
      })
  @DisplayName("takes no name of a table for more than a name")
  void refusesNames(String name) {
    JdbcSessionStore store = JdbcSessionStore.on(Database.H2.source());
    assertThatThrownBy(() -> store.table(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  @DisplayName("is known by its table, and by nothing of how the database is reached")
  void named() {
    JdbcSessionStore store = JdbcSessionStore.on(Database.H2.source());
    assertThat(store).hasToString("JdbcSessionStore[latchkey_session]");
    assertThat(store.table("shop.sessions")).hasToString("JdbcSessionStore[shop.sessions]");
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL, POSTGRESQL",
    "H2, STANDARD",
    "HSQL Database Engine, STANDARD",
    "MySQL, MYSQL",
    "MariaDB, MYSQL",
    "Oracle, ORACLE",
    "Microsoft SQL Server, SQLSERVER"
  })
  @DisplayName("has a script for each kind of database, with one statement of the same columns")
  void scripts(String product, Dialect dialect) {
    assertThat(Dialect.of(product)).isEqualTo(dialect);
    List<String> lines = dialect.creation().lines().toList();
    assertThat(lines.get(0)).isEqualTo("CREATE TABLE latchkey_session (");
    assertThat(lines.subList(1, lines.size() - 1))
        .map(line -> line.strip().replaceAll(" .*", ""))
        .containsExactly(
            "session_id",
            "session_key",
            "version",
            "content",
            "written_at",
            "lease_owner",
            "leased_at",
            "lease_millis",
            "lease_number");
  }
}
