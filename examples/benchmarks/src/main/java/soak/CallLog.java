package soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often each call of the last seconds has come to the server, and for which sign-in. */
final class CallLog {
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int MOST_SENDS = 2;

  private final Ledger ledger;
  private final Map<Long, Sends> calls = new ConcurrentHashMap<>();

  /** What is known of a call since it came for the first time. */
  private record Sends(int times, int signIn, long firstNanos) {}

  CallLog(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Writes down that a call has come.
   *
   * @param signIn the number of the sign-in whose token it carries, or 0 if that is forgotten
   */
  void received(long call, int signIn) {
    ledger.count(Event.CALL);
    Sends sends =
        calls.merge(
            call,
            new Sends(1, signIn, System.nanoTime()),
            (before, now) -> new Sends(before.times + 1, before.signIn, before.firstNanos));
    if (sends.times > MOST_SENDS) {
      ledger.violated(Violation.SENT_TOO_OFTEN, "call %d, %d times".formatted(call, sends.times));
    }
    if (sends.signIn != signIn) {
      ledger.violated(
          Violation.SENT_FOR_ANOTHER,
          "call %d of sign-in %d, then of %d".formatted(call, sends.signIn, signIn));
    }
  }

  void forgetOld() {
    long now = System.nanoTime();
    calls.values().removeIf(sends -> now - sends.firstNanos > REMEMBERED_NANOS);
  }

  int remembered() {
    return calls.size();
  }
}
