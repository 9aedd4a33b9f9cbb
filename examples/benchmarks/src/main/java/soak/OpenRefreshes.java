package soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import soak.Family.Arrival;
import soak.HttpFront.Asked;

/** The refreshes that the server is at work on: never two of them for one session. */
final class OpenRefreshes {
  private final Ledger ledger;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  OpenRefreshes(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Writes down that a refresh has come. */
  Open begin(Asked asked) {
    Open begun =
        new Open(Long.parseLong(asked.header(User.SENT)), Long.parseLong(asked.header(User.WAITS)));
    Open before = open.put(asked.header(User.SESSION), begun);
    if (before != null && before.isAwaited()) {
      ledger.violated(
          Violation.TWO_REFRESHES_AT_ONCE,
          "session %s, the first sent %d ms ago"
              .formatted(
                  asked.header(User.SESSION),
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before.sentNanos)));
    }
    return begun;
  }

  /**
   * One refresh. The client leaves a server that does not answer, which the server learns late; so
   * the client says when it asks and how long it will wait at the least, by the clock of the
   * process that both share.
   */
  static final class Open {
    private final long sentNanos;
    private final long waitsNanos;
    private volatile boolean ended;

    Open(long sentNanos, long waitsNanos) {
      this.sentNanos = sentNanos;
      this.waitsNanos = waitsNanos;
    }

    void end() {
      ended = true;
    }

    /** Returns whether the client certainly waits for the answer still. */
    boolean isAwaited() {
      return !ended && System.nanoTime() - sentNanos < waitsNanos / 10 * 9;
    }

    /** Returns how sure it is that an answer arrives that is written now. */
    Arrival arrival() {
      return System.nanoTime() - sentNanos < waitsNanos / 3 ? Arrival.YES : Arrival.UNSURE;
    }
  }
}
