package shop;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hundred calls that find their access token expired: what the server sees when Feign makes
 * them as its README shows it, and what it sees of Latchkey.
 */
public final class Quickstart {
  static final int CALLS = 200;

  private Quickstart() {}

  /**
   * Runs the storms and prints what the server saw. Ends with status 1 if one of Latchkey's clients
   * needed more than one refresh, lost a call or lost the session.
   *
   * @param args none
   * @throws IOException if the server cannot be started
   * @throws InterruptedException if the calls are interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Storm> storms = storms();
    print(storms, System.out);
    int status = status(storms);
    if (status != 0) {
      System.exit(status);
    }
  }

  static List<Storm> storms() throws IOException, InterruptedException {
    for (Contender contender : Contender.values()) {
      Storm.of(contender, false, CALLS / 10); // so that the timelines show no class loading
    }
    List<Storm> storms = new ArrayList<>();
    for (boolean expiryTold : new boolean[] {false, true}) {
      for (Contender contender : Contender.values()) {
        storms.add(Storm.of(contender, expiryTold, CALLS));
      }
    }
    return storms;
  }

  static void print(List<Storm> storms, PrintStream out) {
    out.printf(
        """
        %d calls at once, and their access token has expired. The server answers none of them before
        it has all of them. A refresh token works once; its second use ends the session.

        %s
        Feign's %s

        What the server saw over time: a digit is a number of requests, # is ten or more.
        %s
        %s
        """,
        CALLS,
        Report.of(storms),
        FeignAsDocumented.SOURCE,
        Timeline.of(storms.stream().filter(storm -> !storm.expiryTold()).toList()),
        status(storms) == 0
            ? "Latchkey's clients needed one refresh each and lost no call."
            : "FAILED: a client of Latchkey needed more than one refresh or lost a call.");
  }

  /** Returns the exit status: 0 if every client of Latchkey came through its storms. */
  static int status(List<Storm> storms) {
    boolean survived =
        storms.stream()
            .filter(storm -> storm.contender() != Contender.DOCUMENTED)
            .allMatch(Storm::isHarmless);
    return survived ? 0 : 1;
  }
}
