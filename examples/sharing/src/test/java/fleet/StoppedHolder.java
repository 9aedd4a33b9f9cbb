package fleet;

import dev.latchkey.session.AuthSession;
import dev.latchkey.session.Credential;
import dev.latchkey.session.LatchkeyException;
import dev.latchkey.session.SessionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process that waits for a line before each write, and says what became of it. */
final class StoppedHolder {
  /** The late write may be later than all else. */
  private static final CountDownLatch WRITTEN = new CountDownLatch(1);

  private StoppedHolder() {}

  /** Shorter than the refresh may take, so that the others need not wait for as long. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  /**
   * A store whose leases are short and whose writes wait for a line; what has given them up in the
   * meantime does not stop them.
   */
  private record Hesitant(SessionStore store) implements SessionStore {
    @Override
    public Optional<Entry> load(String key) throws IOException {
      return store.load(key);
    }

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      System.out.println("writing");
      int unused = System.in.read();
      boolean interrupted = Thread.interrupted();
      boolean written = store.compareAndSet(key, version, content);
      System.out.println("written: " + written);
      WRITTEN.countDown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return written;
    }

    @Override
    public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
      return store.tryLease(key, owner, LEASE);
    }

    @Override
    public void release(String key, String owner) throws IOException {
      store.release(key, owner);
    }
  }

  /**
   * Refreshes the session, and says which token it has then.
   *
   * @param args the store, and the URL of the server
   */
  public static void main(String... args) throws Exception {
    SessionStore store = Backend.open(args[0]);
    Optional<SessionStore.Entry> connected = store.load(Worker.KEY);
    if (connected.isEmpty()) {
      throw new IllegalStateException("Nobody has signed in.");
    }
    AuthSession session =
        AuthSession.builder()
            .store(new Hesitant(store))
            .key(Worker.KEY)
            .policy(StoppedTest.POLICY)
            .build();
    OrdersApi orders =
        OrdersApiClient.builder()
            .url(args[1])
            .session(session)
            .requestInterceptor(template -> template.header(TokenServer.PROCESS, "holder"))
            .build();
    String newest = "a-1-3";
    String held = "";
    while (!held.equals(newest)) {
      try {
        String unused = orders.orders();
        held = session.held().map(Credential::accessToken).orElse("");
      } catch (LatchkeyException e) {
        // It was stopped for longer than its own refresh may take, or has only just connected.
        Thread.onSpinWait();
      }
    }
    WRITTEN.await();
    System.out.println("goes on with: " + newest);
    System.exit(0);
  }
}
