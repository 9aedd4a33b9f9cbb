package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A pool that hands connections out as it was told to, and insists that they come back so: all of
 * them, with nothing open. It does to each call of the driver what a test wants done.
 */
final class StrictPool implements DataSource, AutoCloseable {
  /** What happens at a call of the driver, such as {@code Connection.prepareStatement}. */
  interface Event {
    void at(String call) throws Exception;
  }

  private static final Event NOTHING = call -> {};

  private static final Map<Class<?>, String> WATCHED =
      Map.of(
          Connection.class, "Connection",
          DatabaseMetaData.class, "DatabaseMetaData",
          PreparedStatement.class, "PreparedStatement",
          ResultSet.class, "ResultSet");

  private final DataSource source;
  private final boolean commits;
  private final int isolation;
  private final String setting;
  private volatile UnaryOperator<String> spelling = UnaryOperator.identity();

  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Queue<String> prepared = new ConcurrentLinkedQueue<>();
  private final Queue<SQLException> heard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger returned = new AtomicInteger();

  private volatile Event before = NOTHING;
  private volatile Event after = NOTHING;

  private StrictPool(DataSource source, boolean commits, int isolation, String setting) {
    this.source = source;
    this.commits = commits;
    this.isolation = isolation;
    this.setting = setting;
  }

  /** Returns a pool of connections as most pools have them. */
  static StrictPool of(Database database) {
    return new StrictPool(
        database.source(), true, Connection.TRANSACTION_READ_COMMITTED, "SET TIME ZONE 'UTC'");
  }

  /** Returns a pool whose connections commit by themselves or not, at an isolation. */
  StrictPool as(boolean committing, int isolated) {
    return new StrictPool(source, committing, isolated, setting);
  }

  /** Returns a pool each of whose connections was told something first. */
  StrictPool told(String statement) {
    return new StrictPool(source, commits, isolation, statement);
  }

  /** Returns a pool of a database whose clock is behind the one of this process. */
  StrictPool behind(int minutes) {
    StrictPool late = new StrictPool(source, commits, isolation, setting);
    late.spelling =
        sql ->
            sql.replace(
                "CURRENT_TIMESTAMP",
                "(CURRENT_TIMESTAMP - INTERVAL '%d' MINUTE)".formatted(minutes));
    return late;
  }

  /** Lets something happen before each call from now on. */
  void before(Event event) {
    before = event;
  }

  /** Lets something happen after each call from now on, though the call has been made. */
  void after(Event event) {
    after = event;
  }

  /** Lets nothing happen any more. */
  void calm() {
    before = NOTHING;
    after = NOTHING;
  }

  Collection<String> prepared() {
    return prepared;
  }

  /** Returns what the driver threw. */
  Collection<SQLException> heard() {
    return heard;
  }

  /** Returns how often it lent a connection. */
  int lent() {
    return lent.get();
  }

  /** Fails unless all that was lent came back as it was. */
  void assertWhole() {
    assertThat(complaints).isEmpty();
    assertThat(returned).as("returned").hasValue(lent.get());
  }

  @Override
  public void close() throws SQLException {
    for (Connection one = idle.poll(); one != null; one = idle.poll()) {
      one.close();
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    happens(before, "DataSource.getConnection");
    Connection real = idle.poll();
    if (real == null) {
      real = source.getConnection();
      try (Statement statement = real.createStatement()) {
        statement.execute(setting);
      }
      real.setTransactionIsolation(isolation);
      real.setAutoCommit(commits);
    }
    try {
      if (!commits) {
        // As a pool does that looks whether the connection is alive.
        try (Statement statement = real.createStatement()) {
          statement.execute("SELECT 1");
        }
      }
      happens(after, "DataSource.getConnection");
    } catch (Throwable e) {
      real.close();
      throw e;
    }
    lent.incrementAndGet();
    return (Connection) watched(Connection.class, real, new Loan(real));
  }

  /** A connection while it is lent. */
  private final class Loan {
    private final Connection real;
    private final Set<Object> open = ConcurrentHashMap.newKeySet();
    private boolean over;
    private boolean spoilt;

    Loan(Connection real) {
      this.real = real;
    }

    @Nullable Object call(Class<?> type, Object target, Method method, Object[] arguments)
        throws Throwable {
      String name = WATCHED.get(type) + "." + method.getName();
      boolean end = name.equals("Connection.close");
      if (end) {
        returned.incrementAndGet();
      }
      if (name.endsWith("Statement.close")) {
        open.remove(target);
      }
      if (name.equals("Connection.prepareStatement")) {
        prepared.add((String) arguments[0]);
        arguments[0] = spelling.apply((String) arguments[0]);
      }
      if (over) {
        complaints.add(name + " of a connection that was returned");
      }
      try {
        happens(before, name);
        Object result = end ? null : method.invoke(target, arguments);
        happens(after, name);
        return wrapped(method.getReturnType(), result);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof SQLException said) {
          heard.add(said);
        }
        throw e.getCause();
      } catch (Throwable e) {
        // It was never told to go back to what it was.
        spoilt |= name.equals("Connection.setAutoCommit");
        throw e;
      } finally {
        if (end) {
          over = true;
          comeBack();
        }
      }
    }

    private @Nullable Object wrapped(Class<?> type, @Nullable Object result) {
      if (result == null || !WATCHED.containsKey(type)) {
        return result;
      }
      if (result instanceof PreparedStatement) {
        open.add(result);
      }
      return watched(type, result, this);
    }

    private void comeBack() throws SQLException {
      if (real.isClosed() || spoilt) {
        real.close();
        return;
      }
      if (!open.isEmpty()) {
        complaints.add(open.size() + " statements are open");
      }
      if (real.getAutoCommit() != commits) {
        complaints.add("it commits by itself: " + real.getAutoCommit());
      }
      if (real.isWrapperFor(BaseConnection.class)
          && real.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
        complaints.add("it is within a transaction");
      }
      if (real.getTransactionIsolation() != isolation) {
        complaints.add("its isolation is " + real.getTransactionIsolation());
      }
      if (!commits) {
        real.rollback();
      }
      idle.add(real);
    }
  }

  private static void happens(Event event, String call) throws SQLException {
    try {
      event.at(call);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Object watched(Class<?> type, Object target, Loan loan) {
    return Proxy.newProxyInstance(
        StrictPool.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> loan.call(type, target, method, arguments));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
