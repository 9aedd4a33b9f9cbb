package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.latchkey.store.FileSessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that share a store, when something else happens between two steps. */
class SharedAccidentsTest extends SharedSessions {
  private final List<String> revoked = new CopyOnWriteArrayList<>();

  private StoredSession stored() throws IOException {
    return new Persistence(store, "default", clock).load();
  }

  /** A way to a store on which something happens after each reading, and to each release. */
  private static class Way implements SessionStore {
    final SessionStore to;
    volatile Runnable afterLoad = () -> {};
    final AtomicInteger releasesLost = new AtomicInteger();

    Way(SessionStore to) {
      this.to = to;
    }

    @Override
    public Optional<Entry> load(String key) throws IOException {
      Optional<Entry> read = to.load(key);
      afterLoad.run();
      return read;
    }

    @Override
    public boolean compareAndSet(String key, long version, byte[] content) throws IOException {
      return to.compareAndSet(key, version, content);
    }

    @Override
    public boolean tryLease(String key, String owner, Duration timeToLive) throws IOException {
      return to.tryLease(key, owner, timeToLive);
    }

    @Override
    public void release(String key, String owner) throws IOException {
      if (releasesLost.getAndDecrement() > 0) {
        throw new IOException("connection reset");
      }
      to.release(key, owner);
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("P20 stores nothing of a flight whose generation has expired meanwhile")
  void expiredThenLanded() throws Exception {
    AuthSession session = settings().signOutWith(held -> revoked.add(held.accessToken())).build();
    session.signIn(issuer.first());
    Generation first = session.current();
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, first::refreshIfStill);
    issuer.awaitAsked();
    first.rejectedAgain("orders"); // the second 401 of another call
    issuer.answer();
    caller.join();

    await().until(() -> revoked.contains("access-2"));
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
    assertThat(stored().credential()).isNull();
  }

  @Test
  @DisplayName("P20 stores nothing of a flight whose generation has expired elsewhere")
  void expiredElsewhereThenLanded() throws Exception {
    AuthSession elsewhere = settings().build();
    AuthSession here = settings().signOutWith(held -> revoked.add(held.accessToken())).build();
    elsewhere.signIn(issuer.first());
    Generation first = here.current();
    issuer.hold();
    Callers<Generation> caller = Callers.of(1, first::refreshIfStill);
    issuer.awaitAsked();
    elsewhere.current().rejectedAgain("orders");
    await().until(() -> stored().credential() == null);
    clock.advance(HOUR.multipliedBy(2));
    assertThat(here.currentAsync()).failsWithin(Duration.ofSeconds(20)); // and has a look taken
    issuer.answer();
    caller.join();

    await().until(() -> revoked.contains("access-2"));
    assertThat(here.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    assertThat(stored().credential()).isNull();
  }

  @Test
  @DisplayName("P20 buries what a flight has stored if its generation expires just then")
  void expiredWhileStored() throws Exception {
    AuthSession session = settings().signOutWith(held -> revoked.add(held.accessToken())).build();
    session.signIn(issuer.first());
    Generation first = session.current();
    CountDownLatch expired = new CountDownLatch(1);
    store.beforeNextWrite(
        () -> {
          // In memory now; its tombstone comes to the store after what is being written.
          store.beforeNextWrite(() -> awaited(expired));
          Thread other = new Thread(() -> first.rejectedAgain("orders"));
          other.start();
          await().until(() -> session.heldGeneration() == null);
        });
    Callers<Generation> caller = Callers.of(1, first::refreshIfStill);
    await().until(() -> session.heldGeneration() == null);
    expired.countDown();
    caller.join();

    await().until(() -> revoked.contains("access-2"));
    await().until(() -> stored().credential() == null);
    assertThat(stored().credential()).isNull();
  }

  @Test
  @DisplayName("P27 asks with nothing that may be spent, after the process was stopped")
  void stoppedUnderTheLease() throws Exception {
    SharedStore elsewhere = store.another();
    elsewhere.lendsToAll(); // by then the lease is over
    AtomicBoolean stops = new AtomicBoolean();
    AuthSession other = settings().store(elsewhere).build();
    InstantSource stopping =
        () -> {
          if (stops.compareAndSet(true, false)) {
            clock.advance(Duration.ofMinutes(10));
            Credential unused = other.refresh();
          }
          return clock.instant();
        };
    SharedStore way = store.another();
    AuthSession stopped = settings().store(way).clock(stopping).build();
    stopped.signIn(issuer.first().withoutExpiry());
    Generation unused = other.current();
    way.beforeNextLease(
        () ->
            way.afterNextLoad(
                () -> stops.set(true))); // so that it has looked already when it is stopped

    assertThat(stopped.refresh().accessToken()).isEqualTo("access-2");
    assertThat(issuer.sawReuse()).isFalse();
  }

  @Test
  @DisplayName("P27 takes no lease again for nobody that has been given back meanwhile")
  void renewedAfterReturn(@TempDir Path directory) throws Exception {
    SharedStore files = new SharedStore(FileSessionStore.in(directory));
    AuthSession session = settings().store(files).build();
    session.signIn(issuer.first());
    files.isFull(true);
    assertThat(session.refresh().accessToken()).isEqualTo("access-2"); // and the lease is kept
    files.beforeNextLease(
        () -> {
          files.isFull(false);
          assertThat(session.refresh().accessToken()).isEqualTo("access-3");
        });

    timer.fire(SOON);
    timer.fire();
    timer.fire();

    assertThat(files.leaseholder("default")).isEmpty();
  }

  @Test
  @DisplayName("P27 gives back later what the store would not take back")
  void lostRelease(@TempDir Path directory) throws Exception {
    Way way = new Way(FileSessionStore.in(directory));
    AuthSession session = settings().store(way).build();
    session.signIn(issuer.first());
    way.releasesLost.set(2);
    Credential unused = session.refresh();

    assertThat(way.to.leaseholder("default")).isPresent();
    timer.fire(SOON);
    assertThat(way.to.leaseholder("default")).isPresent();
    timer.fire(SOON.multipliedBy(2));
    assertThat(way.to.leaseholder("default")).isEmpty();
    assertThat(timer.isIdle()).isTrue();
  }

  @Test
  @DisplayName("P27 renews the lease of what it owes before that is over, however short it is")
  void shortLease() {
    // which lasts for 0.8 s
    RefreshPolicy brief =
        policy.timeout(Duration.ofMillis(400)).storeTimeout(Duration.ofMillis(100));
    AuthSession session = settings().policy(brief).build();
    session.signIn(issuer.first());
    store.isFull(true);
    Credential unused = session.refresh();

    timer.fire(SOON);
    for (int i = 0; i < 5; i++) {
      assertThat(timer.waits(Duration.ofMillis(200))).isTrue();
      timer.fire(Duration.ofMillis(200));
    }
  }

  @Test
  @DisplayName("P2 refreshes what it signs in with, although what it was owed before had lost")
  void owedAndLost() throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.beforeNextWrite(
        () -> {
          session.signOut();
          store.isFull(true);
        });
    assertThatThrownBy(session.current()::refreshIfStill).isInstanceOf(SessionEndedException.class);
    await().until(() -> timer.waits(SOON)); // the successor, over which the tombstone prevails
    store.isFull(false);
    timer.fire(SOON);
    session.signIn(Credential.of("another").withRefreshToken("refresh-2"));

    assertThat(session.current().refreshIfStill().credential().accessToken()).isEqualTo("access-3");
  }

  @Test
  @DisplayName("P2 refreshes what it signs in with, although its sign-out came after another's")
  void owedSignOutAndLost() {
    AuthSession elsewhere = settings().store(store.another()).build();
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.isDown(true);
    assertThatThrownBy(session::signOut).isInstanceOf(StoreUnavailableException.class);
    clock.advance(Duration.ofSeconds(1));
    elsewhere.signIn(issuer.first());
    store.isDown(false);
    timer.fire(SOON);
    clock.advance(Duration.ofSeconds(1));
    session.signIn(issuer.first());

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");
  }

  @Test
  @DisplayName(
      "P2 what was met in the store is used, while a flight for what was before still waits")
  void metBesideAFlight() throws Exception {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    AtomicBoolean collects = new AtomicBoolean();
    AuthSession here =
        settings()
            .executor(
                task -> {
                  if (!(collects.get() && tasks.add(task))) {
                    new Thread(task).start();
                  }
                })
            .build();
    AuthSession elsewhere = settings().build();
    issuer.issueFor(HOUR);
    here.signIn(issuer.first());
    Generation unused = elsewhere.current();
    clock.advance(HOUR.multipliedBy(2));
    issuer.issueFor(Duration.ofDays(9));
    Credential met = elsewhere.refresh();
    collects.set(true);
    Callers<Generation> caller = Callers.of(1, here::current);
    Runnable look = tasks.take();
    Runnable flight = tasks.take();
    look.run();

    assertThat(here.current().credential()).isEqualTo(met);

    flight.run();
    assertThat(caller.join().answers().get(0).credential()).isEqualTo(met);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P20 is heard before the sign-in of somebody whom it has freed")
  void heardInOrder() {
    Heard heard = new Heard();
    LaterIssuer later = new LaterIssuer();
    AuthSession elsewhere = settings().build();
    AuthSession here =
        AuthSession.builder()
            .refreshAsyncWith(later)
            .store(store)
            .clock(clock)
            .timer(timer)
            .policy(policy)
            .executor(Runnable::run)
            .listener(heard)
            .build();
    here.signIn(issuer.first());
    clock.advance(HOUR.multipliedBy(2));
    CompletableFuture<Generation> waiting = here.current().refreshIfStillAsync("orders");
    CompletableFuture<Void> signsIn =
        waiting.handle(
            (reached, why) -> {
              here.signIn(Credential.of("next"));
              return null;
            });
    elsewhere.signOut();
    clock.advance(HOUR.multipliedBy(2));
    Generation unused = here.current(); // and has a look taken

    assertThat(signsIn).isCompleted();
    heard.awaitExactly("signedIn", "signedOut", "signInNeeded SIGNED_OUT", "signedIn");
    later.answer(9);
  }

  @Test
  @DisplayName("P20 ends what is found in the store at the very moment when it begins")
  void foundMeanwhile() throws Exception {
    ManualClock ahead = new ManualClock();
    ahead.advance(Duration.ofDays(1));
    settings().clock(ahead).build().signIn(issuer.first());
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    InstantSource watched =
        () -> {
          meanwhile.getAndSet(() -> {}).run();
          return clock.instant();
        };
    AuthSession session = settings().clock(watched).build();
    meanwhile.set(() -> CompletableFuture.runAsync(session::current).join());

    session.signOut();

    assertThat(session.heldGeneration()).isNull();
    assertThat(stored().credential()).isNull();
  }

  @Test
  @DisplayName("P20 holds against a look that has read the entry of before")
  void lookDuringSignOut() throws Exception {
    ManualClock ahead = new ManualClock();
    ahead.advance(Duration.ofDays(10));
    AuthSession fast = settings().clock(ahead).build();
    Way way = new Way(store);
    AuthSession here = settings().store(way).build();
    fast.signIn(issuer.first());
    Generation held = here.current();
    ahead.advance(HOUR);
    fast.signIn(Credential.of("second"));
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch signingOut = new CountDownLatch(1);
    AtomicInteger loads = new AtomicInteger();
    way.afterLoad =
        () -> {
          if (loads.incrementAndGet() == 1) {
            looked.countDown(); // it has read the second sign-in
            awaited(signingOut);
          } else if (loads.get() == 2) {
            signingOut.countDown();
            await().until(() -> here.heldGeneration() != null);
          }
        };
    clock.advance(HOUR.multipliedBy(2));
    assertThat(here.current()).isSameAs(held); // and has a look taken
    awaited(looked);

    here.signOut();

    assertThat(here.heldGeneration()).isNull();
    assertThat(stored().credential()).isNull();
  }

  @Test
  @DisplayName("P20 reaches the store late, whatever the clock of the process that signed in")
  void lateSignOut() throws Exception {
    ManualClock ahead = new ManualClock();
    ahead.advance(Duration.ofMinutes(10));
    AuthSession elsewhere = settings().clock(ahead).build();
    elsewhere.signIn(issuer.first());
    store.age(Duration.ofMinutes(1));
    AuthSession tool = settings().build();
    store.isDown(true);
    assertThatThrownBy(tool::signOut).hasMessageContaining("It is told when it is back");
    store.isDown(false);
    timer.fire();

    assertThat(stored().credential()).isNull();
    assertThat(timer.isIdle()).isTrue();
  }

  @Test
  @DisplayName("P20 is told to fail where neither the store nor the server can be told")
  void nobodyTold() {
    AuthSession elsewhere = settings().build();
    elsewhere.signIn(issuer.first());
    store.isDown(true);

    assertThatThrownBy(settings().build()::signOutHere)
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(settings().build().signOutHereAsync())
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(StoreUnavailableException.class);
    assertThat(elsewhere.signOutHere()).isPresent(); // and so the server is told
    assertThat(elsewhere.signOutHere()).isEmpty();
  }

  @Test
  @DisplayName("P20 is not undone by a look as soon as the store can be read again")
  void readableAgain() {
    Way way = new Way(store);
    AuthSession session = settings().store(way).build();
    session.signIn(issuer.first());
    ManualClock ahead = new ManualClock();
    ahead.advance(Duration.ofMinutes(10));
    settings().clock(ahead).build().signIn(Credential.of("second"));
    AtomicInteger lost = new AtomicInteger();
    way.afterLoad =
        () -> {
          if (lost.getAndIncrement() < 2) {
            throw new UncheckedIOException(new IOException("connection reset"));
          }
        };

    assertThat(session.signOutHere()).isPresent();
    clock.advance(HOUR.multipliedBy(2));

    // A look, which has tried in vain to write, and then can read.
    assertThat(session.state()).isEqualTo(AuthSession.State.SIGNED_OUT);
    assertThat(lost).hasValue(3);
  }

  @Test
  @DisplayName("P20 undoes no sign-in of another process that came while the store was away")
  void laterSignIn() throws Exception {
    ManualClock ahead = new ManualClock();
    ahead.advance(Duration.ofMinutes(10));
    AuthSession elsewhere = settings().clock(ahead).store(store.another()).build();
    AuthSession tool = settings().build();
    tool.signIn(issuer.first());
    store.isDown(true);
    assertThatThrownBy(tool::signOut).hasMessageContaining("It is told when it is back");
    elsewhere.signIn(Credential.of("second"));
    store.isDown(false);
    timer.fire();

    assertThat(stored().credential()).isNotNull();
  }

  @Test
  @DisplayName("asks the store to tell of changes until it can be asked, and once")
  void watchesOnce() {
    AtomicInteger asked = new AtomicInteger();
    SessionStore awayAtFirst =
        new UnsharedStore() {
          @Override
          public void watch(String key, Runnable changed) throws IOException {
            if (asked.incrementAndGet() < 3) {
              throw new IOException("away");
            }
          }
        };
    AuthSession session = settings().store(awayAtFirst).executor(Runnable::run).build();
    session.signIn(issuer.first());
    for (int i = 0; i < 6; i++) {
      clock.advance(HOUR.multipliedBy(2));
      Generation unused = session.current();
    }

    assertThat(asked).hasValue(3);
  }

  @Test
  @DisplayName("asks the store to tell of changes once, however many begin to sign in at once")
  void watchesOnceForMany() {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch goesOn = new CountDownLatch(1);
    SessionStore slow =
        new UnsharedStore() {
          @Override
          public void watch(String key, Runnable changed) {
            asked.incrementAndGet();
            awaited(goesOn);
          }
        };
    AuthSession session = settings().store(slow).build();
    CompletableFuture<SignInAttempt> first = session.beginSignInAsync();
    CompletableFuture<SignInAttempt> second = session.beginSignInAsync();
    CompletableFuture.anyOf(first, second).join();
    assertThat(asked).hasValue(1);

    goesOn.countDown();
    CompletableFuture.allOf(first, second).join();
    assertThat(asked).hasValue(1);
  }

  @Test
  @DisplayName("takes one look at a time, one more if somebody wants it meanwhile, and queues none")
  void oneLook() throws Exception {
    Way way = new Way(store);
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    AtomicBoolean collects = new AtomicBoolean();
    AuthSession session =
        settings()
            .store(way)
            .executor(
                task -> {
                  if (!(collects.get() && tasks.add(task))) {
                    new Thread(task).start();
                  }
                })
            .build();
    session.signIn(issuer.first());
    Generation unused = session.current();
    collects.set(true);
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    way.afterLoad =
        () -> {
          looks.incrementAndGet();
          looking.countDown();
          awaited(goesOn);
        };
    for (int i = 0; i < 2; i++) {
      clock.advance(HOUR.multipliedBy(2));
      unused = session.current();
    }
    assertThat(tasks).hasSize(1);
    Thread first = new Thread(tasks.take());
    first.start();
    awaited(looking);
    clock.advance(HOUR.multipliedBy(2));
    unused = session.current();
    tasks.take().run(); // and is back, although the first look hangs
    assertThat(looks).hasValue(1);
    goesOn.countDown();
    first.join();

    assertThat(looks).hasValue(2);
  }

  @Test
  @DisplayName("P27 adopts what another process has refreshed while its own refresher hangs")
  void overdue() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    AuthSession here =
        settings()
            .refreshWith(
                held -> {
                  asked.countDown();
                  boolean ended = false;
                  while (!ended) {
                    try {
                      ended = ends.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      ended = false; // it does not listen
                    }
                  }
                  throw new IOException("connection reset");
                })
            .build();
    SharedStore way = store.another();
    way.lendsToAll(); // the lease of the process that hangs is over
    AuthSession elsewhere = settings().store(way).build();
    here.signIn(issuer.first().withoutExpiry());
    Callers<Credential> caller = Callers.of(1, here::refresh);
    asked.await();
    timer.fire(policy.timeout);
    caller.join();
    assertThat(elsewhere.refresh().accessToken()).isEqualTo("access-2");
    clock.advance(HOUR.multipliedBy(2));
    Generation unused = here.current(); // and has a look taken

    await().until(() -> here.current().credential().accessToken().equals("access-2"));
    ends.countDown();
  }

  @Test
  @DisplayName("tells who signs people in that somebody has signed out in another process")
  void signedOutElsewhere() {
    Heard heard = new Heard();
    AuthSession elsewhere = settings().build();
    AuthSession here = settings().listener(heard).build();
    elsewhere.signIn(issuer.first());
    Generation held = here.current();
    elsewhere.signOut();

    assertThatThrownBy(held::refreshIfStill).isInstanceOf(SessionEndedException.class);

    await().until(() -> heard.events().contains("signInNeeded SIGNED_OUT"));
    assertThat(heard.events()).contains("signedOut");
    assertThatThrownBy(here::current).isInstanceOf(NotSignedInException.class);
    assertThat(heard.events()).doesNotContain("signInNeeded NOT_SIGNED_IN");
  }

  @Test
  @DisplayName("P12 hears what comes after a failure whose message cannot be had")
  void noMessage() {
    Heard heard = new Heard();
    AtomicBoolean fails = new AtomicBoolean(true);
    AuthSession session =
        settings()
            .refreshWith(
                held -> {
                  if (fails.getAndSet(false)) {
                    throw new Speechless();
                  }
                  return Credential.of("x");
                })
            .listener(heard)
            .build();
    session.signIn(issuer.first());

    assertThatThrownBy(session::refresh).isNotNull();
    Credential unused = session.refresh();

    await().until(() -> heard.events().contains("refreshed"));
  }

  private static final class Speechless extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }
}
