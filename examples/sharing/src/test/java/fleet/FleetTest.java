package fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, on a real store of each kind. */
@DisplayName("P27 and P28 Processes that share a session")
class FleetTest {
  /** A lease, and the refresh that follows it. */
  private static final Duration LONGEST_GAP = Worker.LEASE.plus(Worker.REFRESH_TIMEOUT);

  private static Report run(Fleet.Settings settings) throws Exception {
    Report report = Fleet.run(settings);
    System.out.printf("%s%n%s", settings, report);
    return report;
  }

  private static void assertSound(Report report) {
    assertThat(report.failed()).as(report.why()).isZero();
    assertThat(report.reuses()).isZero();
    assertThat(report.losses()).isLessThanOrEqualTo(report.kills());
  }

  private static void assertShared(Report report, int processes, int adopted) {
    assertSound(report);
    assertThat(report.losses()).isZero();
    assertThat(report.refreshes()).isEqualTo(report.rotations());
    assertThat(report.shares()).hasSize(processes);
    assertThat(report.shares().values().stream().mapToInt(share -> share.adopted).sum())
        .isPositive();
    assertThat(report.shares().values())
        .allSatisfy(share -> assertThat(share.adopted).isGreaterThanOrEqualTo(adopted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "postgres", "redis"})
  @Tag("short")
  @DisplayName("refresh it once between them, and need no clocks that agree")
  void refreshOnce(String store) throws Exception {
    Report report =
        run(
            Fleet.Settings.of(
                "store=" + store, "processes=3", "threads=8", "seconds=4", "skew=10"));
    assertShared(report, 3, 1);
    // Each token is used for its second, whoever's clock is wrong.
    assertThat(report.rotations()).isLessThanOrEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "postgres", "redis"})
  @Tag("short")
  @DisplayName("lose nothing but what dies with one that is killed")
  void killed(String store) throws Exception {
    Report report =
        run(Fleet.Settings.of("store=" + store, "processes=3", "threads=8", "seconds=6", "kill=2"));
    assertSound(report);
    assertThat(report.kills()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis"})
  @Tag("short")
  @DisplayName("P10 go on with what is valid while the store is away, and refresh when it is back")
  void outage(String store) throws Exception {
    Report report =
        run(
            Fleet.Settings.of(
                "store=" + store, "processes=2", "threads=4", "seconds=10", "life=9", "outage=3"));
    assertShared(report, 2, 0);
    assertThat(report.rotations()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "postgres", "redis"})
  @Tag("long")
  @DisplayName("refresh it once between them, eight of 25 threads for a minute")
  void refreshOnceForLong(String store) throws Exception {
    assertShared(run(Fleet.Settings.of("store=" + store)), 8, 1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "postgres", "redis"})
  @Tag("long")
  @DisplayName("need no clocks that agree, eight of them ten minutes apart each")
  void clocksApartForLong(String store) throws Exception {
    assertShared(run(Fleet.Settings.of("store=" + store, "seconds=20", "skew=10")), 8, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis"})
  @Tag("long")
  @DisplayName("P10 go on while the store is away for 5 s, and refresh when it is back")
  void outageForLong(String store) throws Exception {
    Report report = run(Fleet.Settings.of("store=" + store, "seconds=30", "life=15", "outage=5"));
    assertShared(report, 8, 0);
    assertThat(report.rotations()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "postgres", "redis"})
  @Tag("long")
  @DisplayName("lose nothing but what dies with one that is killed, every 2 s for a minute")
  void killedForLong(String store) throws Exception {
    Report report = run(Fleet.Settings.of("store=" + store, "kill=2"));
    assertSound(report);
    assertThat(report.kills()).isGreaterThanOrEqualTo(25);
    assertThat(report.longestGap()).isLessThanOrEqualTo(LONGEST_GAP);
  }
}
