package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PersistenceTest {
  private final StrictIssuer issuer = new StrictIssuer();
  private final Heard heard = new Heard();
  private final FlakyStore store = new FlakyStore();

  private AuthSession session() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .store(store)
        .listener(heard)
        .policy(RefreshPolicy.defaults().coolDown(Duration.ZERO, Duration.ZERO))
        .build();
  }

  /** A store in memory that can be out of reach. */
  private static final class FlakyStore extends UnsharedStore {
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean unreadable;
    private volatile boolean unwritable;
    private volatile boolean readsWhatWas;
    private volatile Pause beforeWrite = () -> {};

    /** What a slow store waits for. */
    private interface Pause {
      void await() throws InterruptedException;
    }

    @Override
    public Optional<Entry> load(String key) throws IOException {
      if (unreadable) {
        throw new IOException("out of reach");
      }
      return super.load(key);
    }

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      if (unwritable) {
        throw new IOException("disk full");
      }
      try {
        beforeWrite.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      writes.incrementAndGet();
      return !readsWhatWas && super.compareAndSet(key, version, content);
    }

    @Override
    public String toString() {
      return "FlakyStore";
    }
  }

  @Test
  @DisplayName("P6 what is owed is tried again, whatever trying throws")
  void debtThatThrows() throws Exception {
    AtomicBoolean nameless = new AtomicBoolean(true);
    SessionStore broken =
        new UnsharedStore() {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            if (nameless.get()) {
              throw new IOException("disk full");
            }
            return super.compareAndSet(key, version, content);
          }

          @Override
          public String toString() {
            if (nameless.get()) {
              throw new IllegalStateException("nameless");
            }
            return "store";
          }
        };
    ManualTimer timer = new ManualTimer();
    Persistence persistence = new Persistence(broken, "key", new ManualClock());
    persistence.whenBehind(new Debt(persistence, timer, Duration.ofMinutes(1)));
    StoredSession owed = new StoredSession(1, 1, Credential.of("token"));
    assertThatThrownBy(() -> persistence.write(owed)).hasMessage("nameless");
    assertThatThrownBy(timer::fire).hasMessage("nameless");
    nameless.set(false);

    timer.fire();

    assertThat(persistence.load()).isEqualTo(owed);
    assertThat(timer.isIdle()).isTrue();
  }

  @Test
  @DisplayName("P6 a credential outlives the process that got it")
  void survives() {
    AuthSession before = session();
    before.signIn(issuer.first());
    before.refresh();

    AuthSession afterRestart = session();

    assertThat(afterRestart.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(afterRestart.current().number()).isEqualTo(2);
    assertThat(afterRestart.refresh().accessToken()).isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName(
      "P6 a store that refuses after the rotation loses nothing, and is written first later (fault"
          + " K)")
  void storeRefuses() {
    AuthSession session = session();
    session.signIn(issuer.first());
    store.unwritable = true;

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    assertThat(session().held().orElseThrow().accessToken()).isEqualTo("access-1");
    store.unwritable = false;
    int before = store.writes.get();
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");

    assertThat(store.writes.get() - before).isEqualTo(2);
    assertThat(issuer.sawReuse()).isFalse();
    assertThat(session().held().orElseThrow().accessToken()).isEqualTo("access-3");
    heard.awaitExactly("signedIn", "notStored", "refreshed", "refreshed");
  }

  @Test
  @DisplayName("P6 a store that reads what is no longer so is not asked for ever, but once more")
  void storeReadsWhatWas() {
    AuthSession session = session();
    session.signIn(issuer.first());
    store.readsWhatWas = true;

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");

    heard.awaitExactly("signedIn", "notStored", "refreshed");
    store.readsWhatWas = false;
    await().until(() -> session().held().orElseThrow().accessToken().equals("access-2"));
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P6 a store that throws an Error after the rotation loses nothing either (fault K)")
  void storeThrowsError() {
    AuthSession session = session();
    session.signIn(issuer.first());
    store.beforeWrite =
        () -> {
          throw new NoClassDefFoundError("a driver's");
        };

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    store.beforeWrite = () -> {};
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");

    assertThat(issuer.sawReuse()).isFalse();
    heard.awaitExactly("signedIn", "notStored", "refreshed", "refreshed");
  }

  @Test
  @DisplayName("P20 a sign-out waits for no store, and is heard whatever the store throws")
  void signOutAtOnce() {
    AuthSession session = session();
    session.signIn(issuer.first());
    CountDownLatch answers = new CountDownLatch(1);
    store.beforeWrite =
        () -> {
          answers.await();
          throw new NoClassDefFoundError("a driver's");
        };

    CompletableFuture<Optional<Credential>> signedOut = session.signOutHereAsync();

    assertThatThrownBy(session::current).isInstanceOf(NotSignedInException.class);
    assertThat(signedOut).isNotDone();
    answers.countDown();
    assertThat(signedOut.join().orElseThrow().accessToken()).isEqualTo("access-1");
    heard.awaitExactly(
        "signedIn", "notStored", "signedOut", "signInNeeded " + SignInReason.SIGNED_OUT);
  }

  @Test
  @DisplayName("P20 a sign-out before the store was read ends what the store holds")
  void signOutUnread() {
    session().signIn(issuer.first());

    assertThat(session().signOutHere().orElseThrow().accessToken()).isEqualTo("access-1");

    assertThat(session().held()).isEmpty();
    assertThat(session().state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName("P6 what the store does not take is held back, where that is wanted, and never lost")
  void holds() {
    AuthSession session =
        AuthSession.builder()
            .refreshWith(issuer)
            .store(store)
            .listener(heard)
            .policy(
                RefreshPolicy.defaults()
                    .coolDown(Duration.ZERO, Duration.ZERO)
                    .holdUntilStored(true))
            .build();
    session.signIn(issuer.first());
    Generation held = session.current();
    store.unwritable = true;

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(held::refreshIfStill)
          .isInstanceOf(RefreshFailedException.class)
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(session.current()).isSameAs(held);
    }
    store.unwritable = false;
    Generation successor = held.refreshIfStill();

    assertThat(successor.credential().accessToken()).isEqualTo("access-2");
    assertThat(successor.number()).isEqualTo(2);
    assertThat(issuer.refreshes()).isEqualTo(1);
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("P11 what another process has rotated is adopted before anybody is asked")
  void adoptsBeforeAsking() {
    AuthSession one = session();
    AuthSession other = session();
    one.signIn(issuer.first());
    Generation held = other.current();
    one.refresh();
    assertThat(issuer.refreshes()).isEqualTo(1);

    Generation adopted = held.refreshIfStill();

    assertThat(adopted.credential().accessToken()).isEqualTo("access-2");
    assertThat(issuer.refreshes()).isEqualTo(1);
    await()
        .until(
            () ->
                heard.refreshes().stream()
                    .anyMatch(event -> event.outcome() == RefreshEvent.Outcome.ADOPTED));
  }

  @Test
  @DisplayName(
      "P11 what another process rotates while the server refuses is adopted, and nobody expires")
  void adoptsWhatCameMeanwhile() {
    AuthSession one = session();
    one.signIn(issuer.first());
    AuthSession other =
        AuthSession.builder()
            .store(store)
            .refreshWith(
                held -> {
                  one.refresh(); // is quicker
                  throw new RefreshRefusedException("the refresh token was used before");
                })
            .build();

    assertThat(other.current().refreshIfStill().credential().accessToken()).isEqualTo("access-2");
    assertThat(other.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P20 a sign-out of another process is adopted at the next flight")
  void adoptsSignOut() {
    AuthSession one = session();
    AuthSession other = session();
    one.signIn(issuer.first());
    Generation held = other.current();
    one.signOut();

    assertThatThrownBy(held::refreshIfStill).isInstanceOf(SessionEndedException.class);
    assertThat(other.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName("P21 an expiry clears what was refused in the store, and no later sign-in")
  void clearsItsOwn() {
    AuthSession one = session();
    AuthSession other = session();
    one.signIn(issuer.first());
    Generation held = one.current();
    other.signIn(Credential.of("later"));
    issuer.failWith(new RefreshRefusedException("revoked"));

    assertThatThrownBy(held::refreshIfStill).isInstanceOf(LatchkeyException.class);

    assertThat(session().held().orElseThrow().accessToken()).isEqualTo("later");
  }

  @Test
  @DisplayName("A store that cannot be read is said to be so, and not taken for signed out")
  void unreadable() {
    store.unreadable = true;
    AuthSession session = session();

    assertThatThrownBy(session::current)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("FlakyStore")
        .hasMessageContaining("\"default\"")
        .hasRootCauseMessage("out of reach");
    store.unreadable = false;

    assertThatThrownBy(session::current).isExactlyInstanceOf(NotSignedInException.class);
  }

  @Test
  @DisplayName("P20 a sign-out that the store does not take is in force here, and says so")
  void signOutUnstored() {
    AuthSession session = session();
    session.signIn(issuer.first());
    store.unwritable = true;

    assertThatThrownBy(session::signOut)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("It is told when it is back");
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    store.unwritable = false;
    session.signOut();

    assertThat(session().state()).isEqualTo(AuthSession.State.SIGNED_OUT);
  }

  @Test
  @DisplayName(
      "An entry keeps every part of a credential, and a foreign one is refused, never overwritten")
  void entries() throws Exception {
    Credential credential =
        Credential.of("access")
            .withRefreshToken("réfresh")
            .withExpiresAt(Instant.parse("2026-11-22T12:00:00.123Z"))
            .with("tenant", "acme")
            .with("shard", "");
    StoredSession stored = new StoredSession(7, 42, credential);
    assertThat(StoredSession.decode(stored.encode(1_000), 1_000)).isEqualTo(stored);
    StoredSession tombstone = new StoredSession(8, 42, null);
    assertThat(StoredSession.decode(tombstone.encode(0), 0)).isEqualTo(tombstone);

    byte[] torn = Arrays.copyOf(stored.encode(0), 30);
    assertThatThrownBy(() -> StoredSession.decode(torn, 0)).isInstanceOf(IOException.class);
    for (byte[] foreign :
        new byte[][] {{}, {9}, {1}, "{\"json\":1}".getBytes(StandardCharsets.UTF_8)}) {
      assertThatThrownBy(() -> StoredSession.decode(foreign, 0)).isInstanceOf(IOException.class);
    }
    store.compareAndSet("default", 0, torn);
    AuthSession session = session();
    assertThatThrownBy(() -> session.signIn(credential))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(store.load("default").orElseThrow().content()).isEqualTo(torn);
  }

  @Test
  @DisplayName("P20 a flight that lands after an unstored sign-out does not bring the session back")
  void lateLandingAfterUnstoredSignOut() throws Exception {
    AuthSession session = session();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Generation> cutOff = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    store.unwritable = true;
    assertThatThrownBy(session::signOut).isInstanceOf(StoreUnavailableException.class);
    store.unwritable = false;

    issuer.answer();
    cutOff.join();

    await().until(() -> session().state() == AuthSession.State.SIGNED_OUT);
    session.signIn(issuer.first()); // waits for no flight, and is stored over the tombstone
    assertThat(session().state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P20 a sign-out and a sign-in are later than whatever other sessions have stored")
  void laterThanWhatIsStored() {
    AuthSession behind = session();
    assertThat(behind.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    AuthSession other = session();
    other.signIn(Credential.of("one"));
    other.signIn(Credential.of("two"));

    behind.signOut();
    assertThat(session().state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    other.signIn(Credential.of("three"));
    behind.signIn(Credential.of("four"));
    assertThat(session().held().orElseThrow().accessToken()).isEqualTo("four");
  }

  @Test
  @DisplayName("P6 events are heard in the order in which they happened, however slow the store is")
  void orderOfEvents() throws Exception {
    AuthSession session = session();
    session.signIn(issuer.first());
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    store.beforeWrite =
        () -> {
          store.beforeWrite = () -> {};
          writing.countDown();
          written.await();
        };
    Callers<Boolean> signOut =
        Callers.of(
            1,
            () -> {
              session.signOut();
              return true;
            });
    writing.await();

    session.signIn(issuer.first());
    written.countDown();
    signOut.join();

    heard.awaitExactly("signedIn", "signedOut", "signInNeeded SIGNED_OUT", "signedIn");
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName(
      "P6 a store that hangs holds no successor back; it is written when the store is back")
  void hangingStore() throws Exception {
    AtomicBoolean hangs = new AtomicBoolean();
    AtomicInteger interrupts = new AtomicInteger();
    SessionStore memory = SessionStore.inMemory();
    SessionStore hanging =
        new UnsharedStore(memory) {
          @Override
          public boolean compareAndSet(String key, long version, byte[] content)
              throws IOException {
            while (hangs.get()) {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupts.incrementAndGet(); // and wait on, as a driver does for its socket
              }
            }
            return super.compareAndSet(key, version, content);
          }
        };
    AuthSession session =
        AuthSession.builder()
            .refreshWith(issuer)
            .store(hanging)
            .policy(RefreshPolicy.defaults().storeTimeout(Duration.ofMillis(50)))
            .listener(heard)
            .build();
    session.signIn(issuer.first());
    hangs.set(true);

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");

    heard.awaitExactly("signedIn", "notStored", "refreshed");
    hangs.set(false);
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    assertThat(AuthSession.builder().store(memory).build().current().credential().accessToken())
        .isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }
}
