package benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of one run, each beside its base: the same machine, in the same minutes. */
final class Ratios {
  /** Bytes for each call that a meter's own noise may account for. */
  private static final double NOISE = 0.5;

  private static final Map<String, String> BASES =
      Map.of("Current", "volatileRead", "Seat", "bare", "Storm", "floor");

  private final List<Measured> all;

  /**
   * One benchmark.
   *
   * @param family the class of the benchmark, without its last word
   * @param name its method
   * @param threads how many ran it
   * @param roundTrip of the storm, in milliseconds, or empty
   * @param time for each call, in the unit of its family
   * @param bytes allocated for each call
   */
  record Measured(
      String family, String name, int threads, String roundTrip, double time, double bytes) {
    static Measured of(RunResult run) {
      String[] words = run.getParams().getBenchmark().split("\\.", -1);
      String roundTrip = run.getParams().getParam("roundTripMillis");
      Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
      return new Measured(
          words[words.length - 2].replace("Benchmark", ""),
          words[words.length - 1],
          run.getParams().getThreads(),
          roundTrip == null ? "" : roundTrip,
          run.getPrimaryResult().getScore(),
          bytes == null ? Double.NaN : bytes.getScore());
    }

    private boolean isBaseOf(Measured other) {
      return family.equals(other.family)
          && name.equals(BASES.get(family))
          && threads == other.threads
          && roundTrip.equals(other.roundTrip);
    }
  }

  Ratios(Collection<RunResult> runs) {
    this(runs.stream().map(Measured::of).toList());
  }

  Ratios(List<Measured> all) {
    this.all = all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns the table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String family = "";
    for (Measured measured : all) {
      if (!measured.family.equals(family)) {
        family = measured.family;
        boolean storm = family.equals("Storm");
        lines.add(
            "%-30s %9s %9s %9s"
                .formatted(
                    family, storm ? "ms" : "ns/call", "of base", storm ? "B/storm" : "B/call"));
      }
      lines.add(line(measured).stripTrailing());
    }
    return lines;
  }

  /** Returns what is more than it may be. */
  List<String> excesses() {
    List<String> excesses = new ArrayList<>();
    for (Measured measured : all) {
      if (measured.name.startsWith("current") && measured.bytes > NOISE) {
        excesses.add("a fresh credential allocates %.1f B".formatted(measured.bytes));
      }
      if (measured.name.equals("capability") || measured.name.equals("generated")) {
        double more = measured.bytes - bytesOf("fixedHeader").orElse(measured.bytes);
        if (more > NOISE) {
          excesses.add(
              "%s allocates %.0f B more than a fixed header".formatted(measured.name, more));
        }
      }
    }
    return excesses;
  }

  private Optional<Double> bytesOf(String name) {
    return all.stream().filter(one -> one.name.equals(name)).map(Measured::bytes).findFirst();
  }

  private String line(Measured measured) {
    String base =
        all.stream()
            .filter(other -> other.isBaseOf(measured))
            .map(other -> decimal(measured.time / other.time, 2))
            .findFirst()
            .orElse("-");
    return "  %-28s %9s %9s %9s  %s"
        .formatted(
            measured.name,
            decimal(measured.time, 1),
            base,
            decimal(measured.bytes, 1),
            at(measured));
  }

  private String at(Measured measured) {
    if (!measured.roundTrip.isEmpty()) {
      int least = StormBenchmark.atLeast(Integer.parseInt(measured.roundTrip));
      return "round trip %s ms: %s ms over the %d that it must take"
          .formatted(measured.roundTrip, decimal(measured.time - least, 1), least);
    }
    return measured.threads == 1 ? "" : alone(measured);
  }

  private String alone(Measured measured) {
    return all.stream()
        .filter(other -> other.threads == 1 && other.name.equals(measured.name))
        .map(other -> decimal(measured.time / other.time, 2) + " of one thread's")
        .findFirst()
        .map(ratio -> "on %d threads, %s".formatted(measured.threads, ratio))
        .orElse("");
  }

  private static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
