package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sessions under one key of one store, each as a process of its own would have it. */
class SharingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final StrictIssuer issuer = new StrictIssuer();
  private final ManualClock clock = new ManualClock();
  private final SharedStore store = new SharedStore();
  private final RefreshPolicy policy = RefreshPolicy.defaults().storeCheckInterval(HOUR);

  private AuthSession.Builder settings() {
    return AuthSession.builder()
        .refreshWith(issuer)
        .store(store)
        .clock(clock)
        .jitter(() -> 1)
        .policy(policy);
  }

  private static String token(AuthSession session) {
    return session.held().orElseThrow().accessToken();
  }

  @Test
  @DisplayName(
      "P27 sixteen that share a store refresh once between them, and all adopt what it was")
  void refreshOnce() throws Exception {
    List<AuthSession> sessions = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      sessions.add(settings().build());
    }
    sessions.get(0).signIn(issuer.first());
    List<Generation> spent = sessions.stream().map(AuthSession::current).toList();
    issuer.hold();

    AtomicInteger next = new AtomicInteger();
    Callers<Generation> callers =
        Callers.of(64, () -> spent.get(next.getAndIncrement() % 16).refreshIfStill());
    issuer.awaitAsked();
    await().until(() -> store.leases.get() > 16);
    issuer.answer();
    callers.join();

    assertThat(callers.failures()).isEmpty();
    assertThat(callers.answers())
        .hasSize(64)
        .allMatch(held -> held.credential().accessToken().equals("access-2"));
    assertThat(issuer.refreshes()).isEqualTo(1);
    assertThat(store.writes).hasValue(2); // the sign-in, and the successor
  }

  @Test
  @DisplayName("P27 who waits for the lease of another adopts, and is heard to have")
  void adopts() throws Exception {
    Heard heard = new Heard();
    AuthSession first = settings().build();
    AuthSession second = settings().listener(heard).build();
    first.signIn(issuer.first());
    Generation spent = second.current();
    issuer.hold();
    Callers<Credential> refreshing = Callers.of(1, first::refresh);
    issuer.awaitAsked();
    int leases = store.leases.get();
    Callers<Generation> waiting = Callers.of(1, spent::refreshIfStill);
    await().until(() -> store.leases.get() > leases + 1);

    issuer.answer();

    assertThat(waiting.join().answers())
        .singleElement()
        .satisfies(held -> assertThat(held.credential().accessToken()).isEqualTo("access-2"));
    assertThat(refreshing.join().failures()).isEmpty();
    heard.awaitExactly("refreshed");
    assertThat(heard.refreshes().get(0).outcome()).isEqualTo(RefreshEvent.Outcome.ADOPTED);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P27 who has nobody to ask is not the last to know of what is in the store")
  void lastUntilAdopted() {
    AuthSession writer = settings().build();
    writer.signIn(issuer.first());
    AuthSession reader =
        AuthSession.builder().store(store).clock(clock).jitter(() -> 1).policy(policy).build();
    Generation held = reader.current();
    assertThat(held.isLast()).isTrue();
    assertThat(writer.current().isLast()).isFalse();

    writer.refresh();
    clock.advance(HOUR);
    Generation unused = reader.current(); // has a look taken, while it goes on
    await().until(() -> !held.isLast());

    assertThat(token(reader)).isEqualTo("access-2");
    assertThat(reader.current().isLast()).isTrue();
    assertThat(held.refreshIfStill()).isSameAs(reader.current());
  }

  @Test
  @DisplayName("P27 whoever has the lease at last looks once more before it asks")
  void looksWithTheLease() {
    AuthSession first = settings().build();
    first.signIn(issuer.first());
    AuthSession second = settings().build();
    Generation unused = second.current();
    store.beforeNextLease(first::refresh); // in the last moment

    assertThat(second.refresh().accessToken()).isEqualTo("access-2");

    assertThat(issuer.refreshes()).isEqualTo(1);
    assertThat(issuer.sawReuse()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"success", "failure", "refusal", "Error"})
  @DisplayName("P4 the lease comes back, whatever becomes of the flight, before anybody is told")
  void givenBack(String outcome) throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    issuer.failWith(
        switch (outcome) {
          case "failure" -> new java.io.IOException("503");
          case "refusal" -> new RefreshRefusedException("invalid_grant");
          case "Error" -> new NoClassDefFoundError("of the user's");
          default -> null;
        });

    try {
      session.refresh();
    } catch (LatchkeyException e) {
      assertThat(outcome).isNotEqualTo("success");
    }

    assertThat(store.leaseholder("default")).isEmpty();
    assertThat(store.leases).hasValue(1);
    assertThat(store.releases).hasValue(1);
  }

  @Test
  @DisplayName("P27 who waits for the lease of another looks once in a pause, and pauses grow")
  void looksOnceInAPause() throws Exception {
    ManualTimer timer = new ManualTimer();
    AuthSession session = settings().timer(timer).build();
    session.signIn(issuer.first());
    assertThat(store.tryLease("default", "another", HOUR)).isTrue();
    int leases = store.leases.get();
    Callers<Credential> caller = Callers.of(1, session::refresh);

    int tries = 0;
    for (long pause : new long[] {20, 40, 80, 160, 320, 500, 500}) {
      Duration left = Duration.ofMillis(pause);
      await().until(() -> timer.waits(left));
      tries++;
      assertThat(store.leases).hasValue(leases + tries);
      timer.fire(left);
    }

    store.release("default", "another");
    await()
        .until(
            () -> {
              timer.fire(Duration.ofMillis(500));
              return !caller.answers().isEmpty();
            });
    assertThat(caller.join().failures()).isEmpty();
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P5 who has waited too long for the lease of another says who has it")
  void heldByAnother() throws Exception {
    ManualTimer timer = new ManualTimer();
    AuthSession session = settings().timer(timer).build();
    session.signIn(issuer.first());
    assertThat(store.tryLease("default", "process 4711 on web-1 0815", HOUR)).isTrue();
    int leases = store.leases.get();
    Callers<Credential> caller = Callers.of(1, session::refresh);
    await().until(() -> store.leases.get() > leases);

    await()
        .until(
            () -> {
              timer.fire(policy.timeout.plus(policy.leaseTime()));
              return !caller.failures().isEmpty();
            });

    assertThat(caller.join().failures())
        .singleElement()
        .satisfies(
            why ->
                assertThat(why)
                    .isInstanceOf(RefreshFailedException.class)
                    .hasMessageStartingWith(
                        "The session could not be refreshed: process 4711 on web-1 has the lease of"
                            + " \"default\" in SharedStore, and has not given it back. It is kept;"
                            + " a call may try again "));
    assertThat(issuer.refreshes()).isZero();
    assertThat(token(session)).isEqualTo("access-1");
  }

  @Test
  @DisplayName(
      "P27 who waits for the lease adopts what there is, though nobody gives the lease back")
  void adoptsWithoutTheLease() throws Exception {
    AuthSession first = settings().build();
    AuthSession second = settings().build();
    first.signIn(issuer.first());
    Generation spent = second.current();
    issuer.hold();
    Callers<Credential> refreshing = Callers.of(1, first::refresh);
    issuer.awaitAsked();
    int leases = store.leases.get();
    Callers<Generation> waiting = Callers.of(1, spent::refreshIfStill);
    await().until(() -> store.leases.get() > leases);
    store.keepsLeases();

    issuer.answer();

    assertThat(waiting.join().failures()).isEmpty();
    assertThat(refreshing.join().failures()).isEmpty();
    assertThat(store.leaseholder("default")).isPresent();
  }

  @Test
  @DisplayName("P28 a lease that was lent without a word does not stand for its whole time")
  void lentWithoutAWord() throws Exception {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.forgetsToSay();

    assertThatThrownBy(session::refresh).isInstanceOf(RefreshFailedException.class);

    assertThat(store.leaseholder("default")).isEmpty();
    assertThat(issuer.refreshes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "P6 a lease stands until the store has what was refreshed under it (fault K, shared)")
  void leaseOfWhatIsOwed(boolean holds) throws Exception {
    RefreshPolicy told = policy.holdUntilStored(holds).coolDown(Duration.ZERO, Duration.ZERO);
    AuthSession here = settings().policy(told).build();
    AuthSession elsewhere = settings().policy(told).build();
    here.signIn(issuer.first());
    Generation spent = elsewhere.current();
    store.isFull(true);
    assertThat(Callers.of(1, here::refresh).join().answers()).hasSize(holds ? 0 : 1);
    Callers<Generation> waiting = Callers.of(1, spent::refreshIfStill);
    int leases = store.leases.get();
    await().until(() -> store.leases.get() > leases + 2);

    store.isFull(false);
    clock.advance(HOUR);
    assertThat(here.current().number()).isPositive(); // looks into the store, and writes first

    assertThat(waiting.join().failures()).isEmpty();
    assertThat(waiting.answers().get(0).credential().accessToken()).isEqualTo("access-2");
    assertThat(issuer.refreshes()).isEqualTo(1);
    await().until(() -> store.leaseholder("default").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("P27 who is overtaken while the store is away adopts, though both count alike")
  void overtaken(boolean byAFlight) {
    RefreshPolicy told = policy.coolDown(Duration.ZERO, Duration.ZERO);
    AtomicInteger asked = new AtomicInteger();
    AuthSession here =
        settings()
            .policy(told)
            .refreshWith(held -> Credential.of("here-" + asked.incrementAndGet()))
            .build();
    AuthSession elsewhere =
        settings().policy(told).refreshWith(held -> Credential.of("elsewhere")).build();
    here.signIn(issuer.first());
    store.isFull(true);
    assertThat(here.refresh().accessToken()).isEqualTo("here-1");
    Generation unwritten = here.current();
    store.isFull(false);
    store.lendsToAll(); // as when the lease has ended
    assertThat(elsewhere.refresh().accessToken()).isEqualTo("elsewhere");

    if (byAFlight) {
      assertThat(unwritten.refreshIfStill().credential().accessToken()).isEqualTo("elsewhere");
    } else {
      clock.advance(HOUR);
      await().until(() -> here.current().credential().accessToken().equals("elsewhere"));
    }

    assertThat(asked).hasValue(1);
    Generation adopted = here.current();
    clock.advance(HOUR);
    int loads = store.loads.get();
    assertThat(here.current()).isSameAs(adopted);
    await().until(() -> store.loads.get() > loads);
    assertThat(here.current()).isSameAs(adopted);
    assertThat(here.refresh().accessToken()).isEqualTo("here-2");
    assertThat(here.current().number()).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "P27 who is overtaken and cannot read by what publishes nothing, and adopts it later")
  void overtakenByWhatCannotBeRead() {
    RefreshPolicy told = policy.coolDown(Duration.ZERO, Duration.ZERO);
    AuthSession here = settings().policy(told).refreshWith(held -> Credential.of("here")).build();
    AuthSession elsewhere =
        settings().policy(told).refreshWith(held -> Credential.of("elsewhere")).build();
    here.signIn(issuer.first());
    store.lendsToAll(); // as when the lease has ended
    store.beforeNextWrite(
        () -> {
          assertThat(elsewhere.refresh().accessToken()).isEqualTo("elsewhere");
          store.readableFor(1); // which says that the write was refused
        });

    assertThatThrownBy(here::refresh)
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageContaining("connection reset");
    assertThat(token(here)).isEqualTo("access-1");

    store.readableFor(Integer.MAX_VALUE / 2);
    assertThat(here.refresh().accessToken()).isEqualTo("elsewhere");
  }

  @Test
  @DisplayName("P30 a refresher has its whole time from when it has the lease")
  void timeOfItsOwn() throws Exception {
    ManualTimer timer = new ManualTimer();
    AuthSession session = settings().timer(timer).build();
    session.signIn(issuer.first());
    issuer.hold();
    Callers<Credential> caller = Callers.of(1, session::refresh);
    issuer.awaitAsked();

    timer.fire(policy.timeout.plus(policy.leaseTime()));
    assertThat(caller.awaitParked().failures()).isEmpty();
    timer.fire(policy.timeout);

    assertThat(caller.join().failures())
        .singleElement()
        .satisfies(
            why ->
                assertThat(why)
                    .hasMessageStartingWith(
                        "The session could not be refreshed: StrictIssuer has been running for more"
                            + " than 30 s."));
    issuer.answer();
  }

  @Test
  @DisplayName("P27 a lease lasts longer than the refresh and the write that follows it")
  void leaseTime() {
    assertThat(policy.leaseTime()).isEqualTo(Duration.ofSeconds(50));
    assertThat(
            policy.timeout(Duration.ofSeconds(2)).storeTimeout(Duration.ofSeconds(1)).leaseTime())
        .isEqualTo(Duration.ofSeconds(6));
    assertThat(policy.timeout(Duration.ofDays(99_999)).leaseTime()).isEqualTo(HOUR);
  }

  @Test
  @DisplayName(
      "P10 a store that is down leaves a valid credential alone, and refuses to refresh it")
  void storeDown() {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.isDown(true);

    assertThat(session.current().credential().accessToken()).isEqualTo("access-1");
    assertThatThrownBy(session::refresh)
        .isInstanceOf(RefreshFailedException.class)
        .hasMessageStartingWith(
            "The session could not be refreshed: The entry \"default\" of SharedStore could not be"
                + " read: connection refused. It is kept; a call may try again ")
        .hasRootCauseMessage("connection refused");
    assertThat(issuer.refreshes()).isZero();
    assertThat(session.current().credential().accessToken()).isEqualTo("access-1");
  }

  @Test
  @DisplayName("P27 a store that lends no lease says so, and nothing is refreshed without one")
  void storeLendsNone() {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    store.cannotLend(true);

    assertThatThrownBy(session::refresh)
        .hasMessageStartingWith(
            "The session could not be refreshed: The entry \"default\" of SharedStore could not be"
                + " leased: read only.");
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName(
      "a store that is down need not keep a session from being refreshed, if it is told so")
  void withoutStore() {
    AuthSession session = settings().policy(policy.refreshWithoutStore(true)).build();
    session.signIn(issuer.first());
    store.isDown(true);

    assertThat(session.refresh().accessToken()).isEqualTo("access-2");
    assertThat(session.refresh().accessToken()).isEqualTo("access-3");
    store.isDown(false);
    assertThat(session.refresh().accessToken()).isEqualTo("access-4");

    assertThat(issuer.sawReuse()).isFalse();
    assertThat(token(settings().build())).isEqualTo("access-4");
  }

  @Test
  @DisplayName("P7 a call whose credential is fresh does not touch the store")
  void untouched() {
    AuthSession session = settings().build();
    session.signIn(issuer.first());
    Generation unused = session.current();
    int before = store.operations();

    for (int call = 0; call < 1_000; call++) {
      session.current().accepted();
    }

    assertThat(store.operations() - before).isZero();
  }

  @Test
  @DisplayName("B1 a session in use looks into its store once in an interval, while calls go on")
  void checkInterval() {
    AuthSession here = settings().policy(policy.storeCheckInterval(Duration.ofSeconds(5))).build();
    AuthSession elsewhere = settings().build();
    here.signIn(issuer.first());
    Generation held = here.current();
    assertThat(elsewhere.refresh().accessToken()).isEqualTo("access-2");
    int loads = store.loads.get();

    clock.advance(Duration.ofSeconds(4));
    assertThat(here.current()).isSameAs(held);
    clock.advance(Duration.ofSeconds(1));
    Generation unused = here.current();
    await().until(() -> here.current() != held);
    for (int call = 0; call < 100; call++) {
      assertThat(here.current().credential().accessToken()).isEqualTo("access-2");
    }

    assertThat(store.loads.get() - loads).isEqualTo(1);
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "P20 a sign-out elsewhere is in force here when the store tells, or with the next look")
  void signedOutElsewhere(boolean tells) {
    if (tells) {
      store.telling();
    }
    Heard heard = new Heard();
    AuthSession here = settings().listener(heard).build();
    AuthSession elsewhere = settings().build();
    elsewhere.signIn(issuer.first());
    Generation held = here.current();

    elsewhere.signOut();
    if (!tells) {
      assertThat(here.current()).isSameAs(held);
      clock.advance(HOUR);
      assertThat(here.current()).isSameAs(held); // it is looked for aside
    }

    heard.awaitExactly("signedOut", "signInNeeded SIGNED_OUT");
    assertThatThrownBy(here::current).isExactlyInstanceOf(NotSignedInException.class);
    assertThatThrownBy(held::refreshIfStill).isInstanceOf(SessionEndedException.class);
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName(
      "P20 a sign-out elsewhere frees who waits for a flight here, while its refresher hangs")
  void signedOutElsewhereMeanwhile() throws Exception {
    store.telling();
    AuthSession here = settings().build();
    AuthSession elsewhere = settings().build();
    elsewhere.signIn(issuer.first());
    Generation held = here.current();
    issuer.hold();
    Callers<Generation> waiting = Callers.of(4, held::refreshIfStill);
    issuer.awaitAsked();

    elsewhere.signOut();

    assertThat(waiting.join().failures())
        .hasSize(4)
        .allMatch(why -> why instanceof SessionEndedException);
    issuer.answer();
  }

  @Test
  @DisplayName("P6 a look writes first what the store would not take")
  void catchesUp() {
    AuthSession session = settings().build();
    Generation unused = signedIn(session);
    store.isDown(true);
    session.signIn(Credential.of("anew"));
    store.isDown(false);
    assertThat(token(settings().build())).isEqualTo("access-1");

    clock.advance(HOUR);
    assertThat(session.current().credential().accessToken()).isEqualTo("anew");

    await().until(() -> token(settings().build()).equals("anew"));
  }

  private Generation signedIn(AuthSession session) {
    session.signIn(issuer.first());
    return session.current();
  }

  @Test
  @DisplayName("B2 however short the interval, a call that finds nobody looks once")
  void looksOnce() {
    AuthSession session = settings().policy(policy.storeCheckInterval(Duration.ofNanos(1))).build();
    assertThatThrownBy(session::current).isInstanceOf(NotSignedInException.class);
    int loads = store.loads.get();

    assertThatThrownBy(session::current).isInstanceOf(NotSignedInException.class);

    assertThat(store.loads.get() - loads).isEqualTo(1);
  }

  @Test
  @DisplayName("P20 a sign-out elsewhere is in force here with the next rejection in any case")
  void signedOutAtTheNextRejection() {
    AuthSession here = settings().build();
    AuthSession elsewhere = settings().build();
    elsewhere.signIn(issuer.first());
    Generation held = here.current();

    elsewhere.signOut();

    assertThatThrownBy(held::refreshIfStill).isInstanceOf(SessionEndedException.class);
    assertThat(issuer.refreshes()).isZero();
  }

  @Test
  @DisplayName("P11 a sign-in elsewhere is found by the first call after the interval, which waits")
  void signedInElsewhere() {
    AuthSession here = settings().build();
    AuthSession elsewhere = settings().build();
    assertThatThrownBy(here::current).isInstanceOf(NotSignedInException.class);
    elsewhere.signIn(issuer.first());

    assertThatThrownBy(here::current).isInstanceOf(NotSignedInException.class);
    int loads = store.loads.get();
    clock.advance(HOUR);

    assertThat(here.current().credential().accessToken()).isEqualTo("access-1");
    assertThat(store.loads.get() - loads).isEqualTo(1);
  }

  @Test
  @DisplayName("P11 so is one after this process has expired the session")
  void signedInElsewhereAfterTheExpiry() {
    AuthSession here = settings().build();
    here.signIn(issuer.first());
    issuer.failWith(new RefreshRefusedException("invalid_grant"));
    assertThatThrownBy(here::refresh).isInstanceOf(SessionExpiredException.class);
    settings().build().signIn(Credential.of("anew"));

    assertThatThrownBy(here::current).isInstanceOf(SessionExpiredException.class);
    clock.advance(HOUR);

    assertThat(here.current().credential().accessToken()).isEqualTo("anew");
  }

  @Test
  @DisplayName("P11 a refusal there expires the session here, and nobody is asked twice")
  void expiredElsewhere() {
    store.telling();
    Heard heard = new Heard();
    AuthSession here = settings().listener(heard).build();
    AuthSession elsewhere = settings().build();
    elsewhere.signIn(issuer.first());
    Generation unused = here.current();
    issuer.failWith(new RefreshRefusedException("invalid_grant"));

    assertThatThrownBy(elsewhere::refresh).isInstanceOf(SessionExpiredException.class);

    await().until(() -> here.state() != AuthSession.State.ACTIVE);
    heard.awaitExactly("signedOut", "signInNeeded SIGNED_OUT");
    assertThat(issuer.refreshes()).isEqualTo(1);
  }

  @Test
  @DisplayName("P6 what a flight here has stored is published by it, and by no look in between")
  void ownFlight() {
    store.telling();
    Heard heard = new Heard();
    AuthSession session = settings().listener(heard).build();
    session.signIn(issuer.first());

    for (int refresh = 0; refresh < 50; refresh++) {
      Credential unused = session.refresh();
    }

    await().until(() -> heard.refreshes().size() == 50);
    assertThat(heard.refreshes())
        .allMatch(refresh -> refresh.outcome() == RefreshEvent.Outcome.REFRESHED);
    assertThat(session.current().number()).isEqualTo(51);
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  @DisplayName("B6 clocks ten minutes apart cost no refresh more than equal ones")
  void clocksApart(long minutes) {
    ManualClock other = new ManualClock();
    other.advance(Duration.ofMinutes(10 + minutes));
    clock.advance(Duration.ofMinutes(10));
    issuer.issueFor(Duration.ofSeconds(60));
    AuthSession here = settings().build();
    AuthSession there = settings().clock(other).build();
    here.signIn(issuer.first());

    for (int round = 0; round < 10; round++) {
      Generation spent = here.current();
      there.current().accepted();
      clock.advance(Duration.ofSeconds(61));
      other.advance(Duration.ofSeconds(61));
      Credential renewed = (round % 2 == 0 ? here : there).current().credential();
      assertThat((round % 2 == 0 ? there : here).current().credential().accessToken())
          .isEqualTo(renewed.accessToken());
      assertThat(spent.credential()).isNotEqualTo(renewed);
    }

    assertThat(issuer.refreshes()).isEqualTo(10);
  }

  @Test
  @DisplayName("B6 what has lain in the store for longer than it lives has expired")
  void agedInTheStore() {
    issuer.issueFor(Duration.ofSeconds(60));
    settings().build().signIn(issuer.first());
    store.age(Duration.ofSeconds(61));

    assertThat(settings().build().current().credential().accessToken()).isEqualTo("access-2");
  }
}
