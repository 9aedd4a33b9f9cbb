package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While a store takes its time")
class OverlappingDecisionsTest {
  private final SessionStore memory = SessionStore.inMemory();
  private final SlowStore store = new SlowStore();
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** A store within whose calls something else happens, once. */
  private final class SlowStore extends UnsharedStore {
    private final AtomicReference<Runnable> beforeLoad = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterWrite = new AtomicReference<>(() -> {});
    private volatile boolean down;

    private SlowStore() {
      super(memory);
    }

    @Override
    public Optional<Entry> load(String key) throws IOException {
      beforeLoad.getAndSet(() -> {}).run();
      if (down) {
        throw new IOException("out of reach");
      }
      return super.load(key);
    }

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      boolean written = super.compareAndSet(key, version, content);
      afterWrite.getAndSet(() -> {}).run();
      return written;
    }
  }

  private static Credential credential(String user) {
    return Credential.of(user).withRefreshToken(user + "-refresh");
  }

  private AuthSession session() {
    return AuthSession.builder()
        .store(store)
        .refreshWith(held -> credential(held.accessToken() + "'"))
        .signOutWith(held -> told.add(held.accessToken()))
        .build();
  }

  private AuthSession signedIn(String user) {
    AuthSession session = session();
    session.signIn(credential(user));
    return session;
  }

  /** What another process, or this one after a restart, would find. */
  private Optional<String> stored() {
    return AuthSession.builder().store(memory).build().held().map(Credential::accessToken);
  }

  private static Optional<String> held(AuthSession session) {
    return session.held().map(Credential::accessToken);
  }

  @Test
  @DisplayName("b3 P21 a sign-out does not end the sign-in that began after it")
  void signInAfterSignOut() {
    AuthSession session = signedIn("ada");
    store.beforeLoad.set(() -> session.signIn(credential("bob")));

    session.signOut();

    assertThat(held(session)).contains("bob");
    assertThat(stored()).contains("bob");
    assertThat(session.refresh().accessToken()).isEqualTo("bob'");
    assertThat(told).containsExactly("ada");
  }

  @Test
  @DisplayName("P20 a sign-out before the store was read tells the server nothing of who came next")
  void signInAfterUnreadSignOut() {
    signedIn("ada");
    AuthSession session = session();
    store.beforeLoad.set(() -> session.signIn(credential("bob")));

    session.signOut();

    assertThat(held(session)).contains("bob");
    assertThat(stored()).contains("bob");
    assertThat(told).doesNotContain("bob");
  }

  @Test
  @DisplayName(
      "B7 a sign-in that began after a sign-out wins, though that learns later what it ends")
  void attemptAfterSignOut() {
    AuthSession session = session();
    assertThat(session.held()).isEmpty();
    for (int i = 0; i < 5; i++) {
      signedIn("ada"); // elsewhere, so the session here knows of none of these decisions
    }
    AtomicReference<SignInAttempt> attempt = new AtomicReference<>();
    store.beforeLoad.set(() -> attempt.set(session.beginSignIn()));

    session.signOutHere();

    assertThat(stored()).isEmpty();
    Objects.requireNonNull(attempt.get()).complete(credential("bob"));
    assertThat(held(session)).contains("bob");
    assertThat(stored()).contains("bob");
  }

  @Test
  @DisplayName("P11 memory and store number a sign-in alike, though a flight lands between them")
  void flightLandsWithinSignIn() throws Exception {
    AuthSession session = signedIn("ada");
    Generation ada = session.current();
    store.afterWrite.set(
        () -> assertThatThrownBy(ada::refreshIfStill).isInstanceOf(SessionEndedException.class));

    session.signIn(credential("bob"));

    StoredSession entry = StoredSession.decode(memory.load("default").orElseThrow().content(), 0);
    assertThat(entry.generation()).isEqualTo(session.current().number());
    assertThat(held(session)).contains("bob");
    // So that what another process makes of it is seen to be newer.
    AuthSession elsewhere = session();
    assertThat(elsewhere.refresh().accessToken()).isEqualTo("bob'");
    assertThat(session.refresh().accessToken()).isEqualTo("bob'");
  }

  @Test
  @DisplayName("P20 a sign-out that the store was not there to take is made up for when it is")
  void owedSignOut() {
    AuthSession ada = signedIn("ada");
    ada.refresh();
    AuthSession session =
        AuthSession.builder().store(store).signInWith(() -> credential("own")).build();
    store.down = true;
    assertThatThrownBy(session::signOutHere).isInstanceOf(StoreUnavailableException.class);
    store.down = false;

    assertThat(session.current().credential().accessToken()).isEqualTo("own");
    assertThat(stored()).contains("own");
  }

  @Test
  @DisplayName("B20 A sign-in that reads the store needs no second thread for that")
  void oneThread() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      AuthSession session = AuthSession.builder().store(store).executor(one).build();

      assertThat(session.beginSignInAsync()).succeedsWithin(Duration.ofSeconds(20));
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  @DisplayName(
      "A session that signs itself in by an asynchronous endpoint commits that as its flight")
  void ownSignInWithinFlight() {
    AtomicReference<AuthSession> own = new AtomicReference<>();
    AuthSession session =
        AuthSession.builder()
            .store(store)
            .signInWith(
                () ->
                    Objects.requireNonNull(own.get())
                        .beginSignInAsync()
                        .thenApply(
                            attempt -> {
                              attempt.complete(credential("own"));
                              return credential("own");
                            })
                        .join())
            .build();
    own.set(session);

    assertThat(session.current().credential().accessToken()).isEqualTo("own");
    assertThat(stored()).contains("own");
  }
}
