package shop;

import java.util.List;
import java.util.stream.Collectors;
import shop.ServerLog.Event;

/** What the server saw of several storms, as a table. */
final class Report {
  private static final String LINE = "%-32s%11s%9s%11s%15s%11s%9s\n";
  private static final String HEAD =
      LINE.formatted("", "requests", "401s", "refreshes", "refresh token", "calls", "session")
          + LINE.formatted("", "received", "sent", "asked for", "used twice", "answered", "at end");

  private Report() {}

  /** Returns the table, one line for each storm. */
  static String of(List<Storm> storms) {
    return HEAD
        + rows("The client does not know when its token expires", storms, false)
        + rows("The client knows it, by its clock", storms, true);
  }

  private static String rows(String title, List<Storm> storms, boolean expiryTold) {
    return storms.stream()
        .filter(storm -> storm.expiryTold() == expiryTold)
        .map(Report::row)
        .collect(Collectors.joining("", title + "\n", ""));
  }

  private static String row(Storm storm) {
    return LINE.formatted(
        "  " + storm.contender(),
        storm.requests(),
        storm.count(Event.ANSWERED_401),
        storm.refreshes(),
        storm.count(Event.REFRESH_TOKEN_SPENT) == 0 ? "no" : "yes",
        storm.answered() + "/" + storm.calls(),
        storm.sessionAlive() ? "alive" : "dead");
  }
}
