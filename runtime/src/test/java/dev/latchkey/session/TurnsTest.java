package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.Probe.Amounts;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of who tries a new credential next, without threads; {@link ProbeTest} has those. */
@DisplayName("P17 Of the calls that have waited")
@SuppressWarnings("FutureReturnValueIgnored") // a turn is waited for by others, not by the test
class TurnsTest {
  private static final Object ORDERS = "orders";
  private static final Object BASKET = "basket";
  private static final Object ADMIN = "admin";

  private final Probe probe = new Probe();

  @BeforeEach
  void onePasses() {
    assertThat(probe.admit(ORDERS, false)).isNull();
  }

  private CompletableFuture<Void> waits(Object endpoint) {
    CompletableFuture<Void> turn = Objects.requireNonNull(probe.admit(endpoint, false));
    assertThat(turn).isNotDone();
    return turn;
  }

  @Test
  @DisplayName("all go when one was accepted, and who comes later goes at once")
  void settled() {
    CompletableFuture<Void> turn = waits(BASKET);

    probe.settle();

    assertThat(turn).isDone();
    assertThat(probe.admit(BASKET, true)).isNull();
    assertThat(probe.admit(ADMIN, false)).isNull();
    assertThat(probe.waiting()).isZero();
  }

  @Test
  @DisplayName("another tries when the first got no answer, and one at a time")
  void handedOn() {
    CompletableFuture<Void> turn = waits(BASKET);
    waits(BASKET);

    probe.handOn(ADMIN);
    assertThat(turn).as("another call got none").isNotDone();
    probe.handOn(ORDERS);

    assertThat(turn).isDone();
    assertThat(probe.admit(BASKET, true)).isNull();
    assertThat(probe.admit(BASKET, true)).isNotNull().isNotDone();
    assertThat(probe.waiting()).isEqualTo(1);
  }

  @Test
  @DisplayName("one of another endpoint tries when the first was rejected, and none of the same")
  void rejected() {
    waits(ORDERS);
    CompletableFuture<Void> turn = waits(BASKET);

    assertThat(probe.reject(ORDERS)).isEqualTo(Amounts.TO_NOTHING_YET);

    assertThat(turn).isDone();
    assertThat(probe.isRejectedBy(ORDERS)).isTrue();
    assertThat(probe.isRejectedBy(BASKET)).isFalse();
    assertThat(probe.admit(ORDERS, true)).isNotNull();
    assertThat(probe.admit(BASKET, true)).isNull();
  }

  @Test
  @DisplayName("nobody else tries while the one that tries it is in the air")
  void rejectedBesides() {
    CompletableFuture<Void> turn = waits(BASKET);
    waits(ADMIN);

    assertThat(probe.reject(ADMIN)).isEqualTo(Amounts.TO_NOTHING_YET);

    assertThat(turn).isNotDone();
  }

  @Test
  @DisplayName("nobody waits for another endpoint if there is none, and it is one endpoint's word")
  void rejectedByTheOnlyOne() {
    waits(ORDERS);

    assertThat(probe.reject(ORDERS)).isEqualTo(Amounts.TO_ONE_WORD);
    assertThat(probe.reject(ORDERS)).isEqualTo(Amounts.TO_ONE_WORD);
  }

  @Test
  @DisplayName("the second endpoint that rejects makes it a refusal")
  void rejectedByTwo() {
    waits(BASKET);
    waits(ADMIN);
    probe.reject(ORDERS);

    assertThat(probe.reject(ORDERS)).as("the same again").isEqualTo(Amounts.TO_NOTHING_YET);
    assertThat(probe.reject(BASKET)).isEqualTo(Amounts.TO_A_REFUSAL);
  }

  @Test
  @DisplayName("a rejection after an acceptance is one endpoint's word")
  void rejectedLate() {
    waits(BASKET);
    probe.settle();

    assertThat(probe.reject(BASKET)).isEqualTo(Amounts.TO_ONE_WORD);
    assertThat(probe.reject(ADMIN)).isEqualTo(Amounts.TO_ONE_WORD);
  }

  @Test
  @DisplayName("those of a rejecting endpoint are freed when the last of another one leaves")
  void lastOfAnotherLeaves() {
    waits(ORDERS);
    waits(BASKET);
    waits(ADMIN);
    probe.reject(ORDERS);
    CompletableFuture<Void> turn = probe.admit(ORDERS, true);

    probe.leave(BASKET);
    assertThat(turn).isNotDone();
    probe.leave(ADMIN);

    assertThat(turn).isDone();
  }

  @Test
  @DisplayName("nobody is freed by one that leaves while another is trying, or before a rejection")
  void leavesWhileAnotherTries() {
    waits(BASKET);
    CompletableFuture<Void> turn = waits(ORDERS);
    probe.leave(BASKET);
    assertThat(turn).isNotDone();

    probe.handOn(ORDERS);
    CompletableFuture<Void> next = probe.admit(ORDERS, true);
    assertThat(next).as("it tries now").isNull();
    CompletableFuture<Void> waiting = waits(BASKET);
    probe.leave(ADMIN);
    assertThat(waiting).isNotDone();
  }
}
