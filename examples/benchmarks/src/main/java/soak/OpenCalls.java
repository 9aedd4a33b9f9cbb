package soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that have no outcome yet: none may stay here. */
final class OpenCalls {
  /** Two waits for a refresh, two exchanges and the reading of a rejection, and as much again. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Ledger ledger;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Long> begunNanos = new ConcurrentHashMap<>();

  OpenCalls(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Begins a call, and returns its number. */
  long begin() {
    long call = numbers.incrementAndGet();
    begunNanos.put(call, System.nanoTime());
    return call;
  }

  void end(long call) {
    begunNanos.remove(call);
  }

  /** Looks for calls that should have ended long ago; each is reported once. */
  void check() {
    long now = System.nanoTime();
    begunNanos
        .entrySet()
        .removeIf(
            call -> {
              boolean overdue = now - call.getValue() > LIMIT_NANOS;
              if (overdue) {
                ledger.violated(Violation.NO_OUTCOME, "call " + call.getKey());
              }
              return overdue;
            });
  }
}
