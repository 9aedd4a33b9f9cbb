package shop;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the server saw, in the order in which it happened. */
final class ServerLog {
  /** One thing that can happen, in the words of the timeline. */
  enum Event {
    CALL_WITH_EXPIRED_TOKEN("calls with the expired token"),
    ANSWERED_401("calls answered 401"),
    REFRESH_GRANTED("refreshes granted"),
    REFRESH_TOKEN_SPENT("refreshes with a spent token"),
    REFRESH_OF_DEAD_SESSION("refreshes of a dead session"),
    CALL_OF_DEAD_SESSION("calls of a dead session"),
    ANSWERED_200("calls answered 200");

    private final String words;

    Event(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** An event and its time, in nanoseconds since the log was opened. */
  record Entry(Event event, long nanos) {}

  private final long opened = System.nanoTime();
  private final Collection<Entry> entries = new ConcurrentLinkedQueue<>();

  void add(Event event) {
    entries.add(new Entry(event, System.nanoTime() - opened));
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
