package fleet;

import java.time.Duration;
import java.util.SortedMap;

/**
 * What became of a run.
 *
 * @param shares what each process did
 * @param refreshes how many refreshes were asked for
 * @param rotations how many of them were granted
 * @param reuses how often a refresh token came again that should not have
 * @param losses how often one came again because its successor had died with a process that was
 *     killed before the store had it
 * @param longestGap the longest time in which no call of any process was answered
 * @param kills how many processes were killed
 * @param failed how many calls failed
 * @param why what some of them failed with
 */
record Report(
    SortedMap<String, TokenServer.Share> shares,
    int refreshes,
    int rotations,
    int reuses,
    int losses,
    Duration longestGap,
    int kills,
    int failed,
    String why) {
  /** Returns a table, a line for each process. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder("  process       calls   adopted  refreshes\n");
    shares.forEach(
        (process, share) ->
            lines.append(
                "  %-10s %8d  %8d   %8d%n"
                    .formatted(process, share.calls, share.adopted, share.refreshes)));
    return lines
        + "  %d killed, %d refreshes, %d rotations, %d reused, %d lost, %d failed, longest gap %d ms%s%n"
            .formatted(
                kills, refreshes, rotations, reuses, losses, failed, longestGap.toMillis(), why);
  }
}
