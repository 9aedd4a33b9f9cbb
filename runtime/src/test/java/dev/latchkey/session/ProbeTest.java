package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final Object ORDERS = "orders";
  private static final Object BASKET = "basket";
  private static final int EACH = 5;

  private final LaterIssuer issuer = new LaterIssuer();
  private final List<CompletableFuture<Generation>> orders = new ArrayList<>();
  private final List<CompletableFuture<Generation>> basket = new ArrayList<>();
  private final AuthSession session =
      AuthSession.builder()
          .refreshAsyncWith(issuer)
          .policy(RefreshPolicy.defaults().probe(true))
          .build();

  @BeforeEach
  void callsWait() {
    session.signIn(LaterIssuer.credential(1));
    Generation held = session.current();
    held.accepted(ORDERS);
    held.accepted(BASKET);
    for (int i = 0; i < EACH; i++) {
      orders.add(held.refreshIfStillAsync(ORDERS));
    }
    for (int i = 0; i < EACH; i++) {
      basket.add(held.refreshIfStillAsync(BASKET));
    }
  }

  private List<CompletableFuture<Generation>> done() {
    List<CompletableFuture<Generation>> done = new ArrayList<>(orders);
    done.addAll(basket);
    done.removeIf(call -> !call.isDone());
    return done;
  }

  private void refreshed() {
    await().until(() -> issuer.refreshes() == 1);
    issuer.answer(2);
    await().until(() -> session.current().number() == 2);
  }

  /** Returns the endpoint of the one call that went, when one has. */
  private Object oneWent(int ofAll) {
    await().until(() -> done().size() == ofAll);
    return orders.stream().anyMatch(CompletableFuture::isDone) ? ORDERS : BASKET;
  }

  private void awaitWaiting() {
    // The others have asked, and were told to wait: each has the probe's turn as what it waits for.
    Probe probe = session.current().probe;
    await().until(() -> probe != null && probe.waiting() == 2 * EACH - 1);
  }

  @Test
  @DisplayName("P17 one call goes first, and the others when it was accepted")
  void oneGoesFirst() {
    refreshed();
    Object went = oneWent(1);
    awaitWaiting();
    assertThat(done()).hasSize(1);

    done().get(0).join().accepted(went);

    await().until(() -> done().size() == 2 * EACH);
    assertThat(done()).allSatisfy(call -> assertThat(call.join().number()).isEqualTo(2));
  }

  @Test
  @DisplayName("P17 the first acceptance frees the others, whoever had it")
  void anybody() {
    refreshed();
    oneWent(1);
    awaitWaiting();

    session.current().accepted("another");

    await().until(() -> done().size() == 2 * EACH);
  }

  @Test
  @DisplayName("P17 a call that gets no answer hands its part on")
  void handsOn() {
    refreshed();
    Object went = oneWent(1);
    awaitWaiting();

    done().get(0).join().unanswered(went);

    await().until(() -> done().size() == 2);
    done().get(0).join().accepted(went);
    await().until(() -> done().size() == 2 * EACH);
  }

  @Test
  @DisplayName(
      "P17 after a rejection a call of another endpoint tries, and the like get theirs back")
  void anotherEndpoint() {
    refreshed();
    Object went = oneWent(1);
    awaitWaiting();
    Generation second = done().get(0).join();

    second.rejectedAgain(went);

    List<CompletableFuture<Generation>> alike = went == ORDERS ? orders : basket;
    List<CompletableFuture<Generation>> others = went == ORDERS ? basket : orders;
    await().until(() -> done().size() == EACH + 1);
    assertThat(alike)
        .filteredOn(call -> call.join() != second)
        .hasSize(EACH - 1)
        .allSatisfy(call -> assertThat(call.join().number()).isEqualTo(1));
    second.accepted(went == ORDERS ? BASKET : ORDERS);
    await().until(() -> done().size() == 2 * EACH);
    assertThat(others).allSatisfy(call -> assertThat(call.join()).isSameAs(second));
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
  }

  @Test
  @DisplayName("P17 when two endpoints have rejected it the session ends, and the others fail")
  void twoEndpoints() {
    refreshed();
    Object went = oneWent(1);
    awaitWaiting();
    Generation second = done().get(0).join();
    second.rejectedAgain(went);
    await().until(() -> done().size() == EACH + 1);

    second.rejectedAgain(went == ORDERS ? BASKET : ORDERS);

    await().until(() -> done().size() == 2 * EACH);
    assertThat(session.state()).isEqualTo(AuthSession.State.EXPIRED);
    List<CompletableFuture<Generation>> others = went == ORDERS ? basket : orders;
    assertThat(others)
        .filteredOn(CompletableFuture::isCompletedExceptionally)
        .hasSize(EACH - 1)
        .allSatisfy(
            call ->
                assertThatThrownBy(call::join).hasCauseInstanceOf(SessionExpiredException.class));
  }

  @Test
  @DisplayName("P17 when those who could try next have left, the rest does not wait in vain")
  void othersLeave() {
    refreshed();
    Object went = oneWent(1);
    awaitWaiting();
    Generation second = done().get(0).join();
    (went == ORDERS ? basket : orders).forEach(call -> call.cancel(true));

    second.rejectedAgain(went);

    await().until(() -> done().size() == 2 * EACH);
  }

  @Test
  @DisplayName("P17 who refreshes by hand, or has not sent its call yet, takes no turn")
  void byHand() throws Exception {
    CompletableFuture<Generation> unsent = session.currentAsync();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Credential> refresh = thread.submit(session::refresh);
    try {
      refreshed();

      assertThat(refresh.get().accessToken()).isEqualTo("access-2");
      assertThat(unsent.get().number()).isEqualTo(2);
      Object went = oneWent(1);
      done().get(0).join().accepted(went);
      await().until(() -> done().size() == 2 * EACH);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @DisplayName("P17 the first rejections of two calls end nothing: a refresh mends them")
  void firstRejections() {
    refreshed();
    oneWent(1);
    awaitWaiting();
    orders.forEach(call -> call.cancel(true));
    basket.forEach(call -> call.cancel(true));
    Generation second = session.current();

    CompletableFuture<Generation> one = second.refreshIfStillAsync(ORDERS);
    CompletableFuture<Generation> other = second.refreshIfStillAsync(BASKET);
    await().until(() -> issuer.refreshes() == 2);
    issuer.answer(3);

    await().until(() -> session.current().number() == 3);
    assertThat(session.state()).isEqualTo(AuthSession.State.ACTIVE);
    session.current().accepted(ORDERS);
    assertThat(one.join().number()).isEqualTo(3);
    assertThat(other.join().number()).isEqualTo(3);
  }

  @Test
  @DisplayName("P17 is off by default")
  void off() {
    LaterIssuer own = new LaterIssuer();
    AuthSession plain = AuthSession.builder().refreshAsyncWith(own).build();
    plain.signIn(LaterIssuer.credential(1));
    Generation held = plain.current();
    List<CompletableFuture<Generation>> calls =
        List.of(held.refreshIfStillAsync(ORDERS), held.refreshIfStillAsync(BASKET));
    await().until(() -> own.refreshes() == 1);

    own.answer(2);

    assertThat(calls).allSatisfy(call -> assertThat(call.join().number()).isEqualTo(2));
  }
}
