package soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Everything that is counted, and the first few violations in full; it does not grow with time. */
final class Ledger {
  /** How many violations of each kind are kept in full. */
  private static final int DETAILS = 5;

  private final Map<Event, LongAdder> events = counters(Event.class);
  private final Map<Outcome, LongAdder> outcomes = counters(Outcome.class);
  private final Map<Fault, LongAdder> faults = counters(Fault.class);
  private final Map<Violation, LongAdder> violations = counters(Violation.class);
  private final List<String> details = Collections.synchronizedList(new ArrayList<>());

  void count(Event event) {
    counter(events, event).increment();
  }

  void count(Outcome outcome) {
    counter(outcomes, outcome).increment();
  }

  void count(Fault fault) {
    counter(faults, fault).increment();
  }

  void violated(Violation violation, String detail) {
    LongAdder times = counter(violations, violation);
    times.increment();
    if (times.sum() <= DETAILS) {
      details.add(violation + ": " + detail);
    }
  }

  /** An outcome by what was thrown; one that nothing here explains is a violation. */
  void threw(Throwable thrown) {
    Outcome outcome = Outcome.of(thrown);
    count(outcome);
    if (outcome == Outcome.UNEXPECTED) {
      violated(Violation.UNEXPECTED_OUTCOME, thrown + ", because of " + thrown.getCause());
    }
  }

  long of(Violation violation) {
    return counter(violations, violation).sum();
  }

  long of(Event event) {
    return counter(events, event).sum();
  }

  long of(Outcome outcome) {
    return counter(outcomes, outcome).sum();
  }

  long of(Fault fault) {
    return counter(faults, fault).sum();
  }

  boolean isClean() {
    return violations.values().stream().mapToLong(LongAdder::sum).sum() == 0;
  }

  /** Returns the tables, and the details of what must not happen. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "What the callers saw", outcomes);
    add(lines, "What the server saw", events);
    add(lines, "Answers to refreshes", faults);
    add(lines, "What must not happen", violations);
    synchronized (details) {
      lines.addAll(details);
    }
    return lines;
  }

  private static <K extends Enum<K>> void add(
      List<String> lines, String title, Map<K, LongAdder> counters) {
    lines.add(title);
    counters.forEach((what, times) -> lines.add("  %-66s %9d".formatted(what, times.sum())));
  }

  private static <K extends Enum<K>> Map<K, LongAdder> counters(Class<K> kind) {
    Map<K, LongAdder> counters = new EnumMap<>(kind);
    for (K what : kind.getEnumConstants()) {
      counters.put(what, new LongAdder());
    }
    return counters;
  }

  private static <K> LongAdder counter(Map<K, LongAdder> counters, K what) {
    return Objects.requireNonNull(counters.get(what));
  }
}
