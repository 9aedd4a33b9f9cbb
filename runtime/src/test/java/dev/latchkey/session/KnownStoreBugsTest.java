package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bugs that others have had with permits, stores, and two processes that share one. */
class KnownStoreBugsTest {
  private static final int MANY = 16;
  private static final Object ORDERS = "orders";

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();
  private final SessionStore store = SessionStore.inMemory();

  private AuthSession.Builder settings() {
    return AuthSession.builder().refreshWith(issuer).clock(clock).jitter(() -> 1);
  }

  private StoredSession stored() throws IOException {
    return StoredSession.decode(store.load("default").orElseThrow().content(), 0);
  }

  /** The store, when a lease has ended before the flight that had it. */
  private SessionStore withoutLeases() {
    return new Watched() {
      @Override
      void beforeWrite(StoredSession next) {}
    };
  }

  private String storedToken() throws IOException {
    return Objects.requireNonNull(stored().credential()).accessToken();
  }

  @Test
  @DisplayName("b8 who loses the race for a rotated token adopts the winner's, and ends nobody")
  void loserAdopts() throws Exception {
    AuthSession winner = settings().store(withoutLeases()).build();
    winner.signIn(issuer.first());
    AuthSession loser =
        AuthSession.builder()
            .store(withoutLeases())
            .refreshWith(
                held -> {
                  winner.refresh(); // is quicker, with the same refresh token
                  return issuer.refresh(held);
                })
            .build();

    assertThat(loser.current().refreshIfStill().credential().accessToken()).isEqualTo("access-2");

    assertThat(issuer.sawReuse()).isTrue();
    assertThat(winner.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(storedToken()).isEqualTo("access-2");
  }

  @Test
  @DisplayName("b8 a loser that is refused before the winner has stored buries only what was spent")
  void loserBuriesItsOwn() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch buried = new CountDownLatch(1);
    AuthSession loser = settings().store(store).build();
    loser.signIn(issuer.first());
    AuthSession winner =
        settings()
            .store(
                new Watched() {
                  @Override
                  void beforeWrite(StoredSession next) throws InterruptedException {
                    writing.countDown();
                    buried.await();
                  }
                })
            .build();
    Callers<Credential> quicker = Callers.of(1, winner::refresh);
    writing.await();

    assertThatThrownBy(loser::refresh).isInstanceOf(SessionExpiredException.class);
    await().until(() -> stored().credential() == null);
    buried.countDown();

    assertThat(quicker.join().answers()).hasSize(1);
    assertThat(winner.state()).isEqualTo(AuthSession.State.ACTIVE);
    assertThat(storedToken()).isEqualTo("access-2");
  }

  @Test
  @DisplayName("b12 a refresh that finds nothing left to do gives the permit back")
  void permitAfterEarlyReturn() throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Generation> first = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();
    session.signIn(Credential.of("second").withRefreshToken("gone"));
    Callers<Generation> second = Callers.of(1, session.current()::refreshIfStill).awaitParked();
    session.signIn(Credential.of("third").withRefreshToken("refresh-2"));
    first.join();
    second.join();

    issuer.answer();

    assertThat(session.current().refreshIfStill().credential().accessToken()).isEqualTo("access-3");
    assertThat(session.refresh().accessToken()).isEqualTo("access-4");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("b12 who only reads waits for no refresh")
  void readersWaitForNothing() throws Exception {
    issuer.issueFor(Duration.ofMinutes(10));
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    issuer.hold();
    Generation held = session.current(); // begins an early refresh, which hangs
    issuer.awaitAsked();

    Callers<Generation> readers =
        Callers.of(
                MANY,
                () -> {
                  assertThat(session.held()).contains(held.credential());
                  assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
                  return session.current();
                })
            .join();

    assertThat(readers.answers()).hasSize(MANY).containsOnly(held);
    issuer.answer();
  }

  @Test
  @DisplayName("b12 who began the refresh and is interrupted aborts nothing that was spent for it")
  void interruptedLeader() throws Exception {
    AuthSession session = settings().store(store).build();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Generation> leader = Callers.of(1, session.current()::refreshIfStill);
    issuer.awaitAsked();

    leader.interrupt();
    leader.join();
    issuer.answer();

    await().until(() -> storedToken().equals("access-2"));
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("b12 each successor is stored before it is used, one after the other")
  void storedInOrder() throws Exception {
    AtomicReference<AuthSession> session = new AtomicReference<>();
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    Watched watched =
        new Watched() {
          @Override
          void beforeWrite(StoredSession next) {
            AuthSession own = session.get();
            if (own != null) {
              String used = own.held().orElseThrow().accessToken();
              written.add(next.generation() + " while " + used + " is used");
            }
          }
        };
    AuthSession own = settings().store(watched).build();
    own.signIn(issuer.first());
    session.set(own);

    for (int i = 0; i < 3; i++) {
      Callers.of(MANY, own.current()::refreshIfStill).join();
      assertThat(storedToken()).isEqualTo(own.current().credential().accessToken());
    }

    assertThat(written)
        .containsExactly(
            "2 while access-1 is used", "3 while access-2 is used", "4 while access-3 is used");
  }

  @Test
  @DisplayName("b14 a rotated pair is kept, in one write, before anyone asks how long it lives")
  void shortLivedPair() throws Exception {
    issuer.issueFor(Duration.ofSeconds(1));
    AuthSession session = settings().store(store).build();
    session.signIn(issuer.first());
    clock.advance(Duration.ofSeconds(2));
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, session::current);
    issuer.awaitAsked();
    clock.advance(Duration.ofSeconds(2)); // by now what comes has expired
    issuer.answer();

    assertThat(caller.join().answers()).singleElement().matches(next -> next.number() == 2);
    assertThat(store.load("default").orElseThrow().version()).isEqualTo(2);
    assertThat(storedToken()).isEqualTo("access-2");
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("b17 a result that comes late replaces nothing newer, here or in the store")
  void lateResult() throws Exception {
    LaterIssuer slow = new LaterIssuer();
    AuthSession quick = settings().store(withoutLeases()).build();
    quick.signIn(issuer.first());
    AuthSession late = AuthSession.builder().store(withoutLeases()).refreshAsyncWith(slow).build();
    CompletableFuture<Generation> waiting = late.current().refreshIfStillAsync(ORDERS);
    await().until(() -> slow.refreshes() == 1);
    quick.refresh();
    quick.refresh();

    slow.answer(2);

    assertThat(waiting.join().credential().accessToken()).isEqualTo("access-3");
    assertThat(waiting.join().number()).isEqualTo(3);
    assertThat(stored().generation()).isEqualTo(3);
    assertThat(storedToken()).isEqualTo("access-3");
  }

  /** The store, watched by a test before each write. */
  private abstract class Watched extends UnsharedStore {
    private Watched() {
      super(store);
    }

    abstract void beforeWrite(StoredSession next) throws InterruptedException;

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      try {
        beforeWrite(StoredSession.decode(content, 0));
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return super.compareAndSet(key, version, content);
    }
  }
}
