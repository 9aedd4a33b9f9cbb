package shop;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.ServerLog.Entry;
import shop.ServerLog.Event;

/**
 * What the server saw of one storm, from left to right: a line for each kind of event, a column for
 * each slice of time. A digit is a number of events, {@code #} is ten or more.
 */
final class Timeline {
  private static final int COLUMNS = 56;

  private final long nanosPerColumn;

  private Timeline(long nanosPerColumn) {
    this.nanosPerColumn = nanosPerColumn;
  }

  /** Returns the timelines of some storms, on one scale. */
  static String of(List<Storm> storms) {
    long longest = storms.stream().mapToLong(Timeline::duration).max().orElse(0);
    Timeline timeline = new Timeline(longest / COLUMNS + 1);
    return storms.stream()
        .map(timeline::draw)
        .collect(
            Collectors.joining(
                "\n", "One column is %.1f ms.\n\n".formatted(timeline.nanosPerColumn / 1e6), ""));
  }

  private String draw(Storm storm) {
    String head = "%s: %d ms\n".formatted(storm.contender(), duration(storm) / 1_000_000);
    return List.of(Event.values()).stream()
        .filter(event -> storm.count(event) > 0)
        .map(event -> line(storm, event))
        .collect(Collectors.joining("", head, ""));
  }

  private String line(Storm storm, Event event) {
    int[] counts = new int[COLUMNS];
    for (Entry entry : storm.seen()) {
      if (entry.event() == event) {
        counts[(int) (entry.nanos() / nanosPerColumn)]++;
      }
    }
    String marks = IntStream.of(counts).mapToObj(Timeline::mark).collect(Collectors.joining());
    return "  %-29s|%s|%5d\n".formatted(event, marks, storm.count(event));
  }

  private static String mark(int count) {
    return count == 0 ? " " : count < 10 ? Integer.toString(count) : "#";
  }

  private static long duration(Storm storm) {
    return storm.seen().stream().mapToLong(Entry::nanos).max().orElse(0);
  }
}
