package dev.latchkey.session;

import java.time.Duration;
import java.util.Locale;

/** How messages say times and causes. */
final class Wording {
  private Wording() {}

  /** Returns a span as a person says it: {@code 250 ms}, {@code 12 s}, {@code 3 min}. */
  static String time(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return span.toMillis() + " ms";
    }
    return span.compareTo(Duration.ofMinutes(2)) < 0
        ? span.toSeconds() + " s"
        : span.toMinutes() + " min";
  }

  /** Returns what an exception says, as a sentence of its own. */
  static String sentence(Exception cause) {
    String said = cause.getMessage();
    if (!(cause instanceof LatchkeyException) || said == null || said.isBlank()) {
      // Not ours, so its words may hold anything; its name does not. It is the cause, for who wants
      // more.
      return "The refresher threw " + cause.getClass().getSimpleName() + ".";
    }
    return said.endsWith(".") ? said : said + ".";
  }

  /** Returns how a refresh went, as one line of a log says it. */
  static String refresh(RefreshEvent refresh) {
    return "(%s%s, generation %d, %s, %d %s waiting)"
        .formatted(
            refresh.trigger().name().toLowerCase(Locale.ROOT),
            refresh.outcome() == RefreshEvent.Outcome.ADOPTED ? ", adopted" : "",
            refresh.generation(),
            time(refresh.took().toMillis()),
            refresh.waiters(),
            refresh.waiters() == 1 ? "call" : "calls");
  }
}
