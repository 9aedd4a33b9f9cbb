package benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the processor adds to the time of a compilation. The same interfaces are compiled in turns:
 * alone; with the processor; and alone beside the clients that it would write, so that its own cost
 * can be told from that of more code to compile.
 */
public final class Compile {
  private static final int MANY = 500;
  private static final int ROUNDS = 15;
  private static final int WARM_UPS = 10;
  private static final List<Integer> SIZES = List.of(50, 200, 500, 1000, 2000);
  private static final int ROUNDS_OF_EACH_SIZE = 5;

  private final PrintStream out;

  private Compile(PrintStream out) {
    this.out = out;
  }

  /** The ways in which the interfaces are compiled, and how the tables call them. */
  private enum Way {
    ALONE("the interfaces, -proc:none"),
    WITH_CLIENTS("and their clients, -proc:none"),
    PROCESSED("the interfaces, with the processor");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    Compiler.Run compile(Map<String, String> apis, Map<String, String> apisAndClients) {
      return switch (this) {
        case ALONE -> Compiler.without(apis);
        case WITH_CLIENTS -> Compiler.without(apisAndClients);
        case PROCESSED -> Compiler.with(apis);
      };
    }
  }

  /**
   * Measures.
   *
   * @param args how many rounds of the first table, or nothing for fifteen
   */
  public static void main(String[] args) {
    int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
    Compile compile = new Compile(System.out);
    compile.ratios(MANY, WARM_UPS, rounds);
    compile.growth(SIZES, ROUNDS_OF_EACH_SIZE);
  }

  /** Compiles few interfaces, and prints the same. */
  static void quickly(PrintStream out) {
    Compile compile = new Compile(out);
    compile.ratios(3, 1, 1);
    compile.growth(List.of(2, 4), 1);
  }

  private void ratios(int many, int warmUps, int rounds) {
    Map<Way, List<Compiler.Run>> runs = runs(many, warmUps, rounds);
    out.printf(
        "%,d interfaces of 10 endpoints, medians of %d%n%-36s %9s %9s %9s %9s%n",
        many, rounds, "", "ms", "of alone", "cpu ms", "of alone");
    runs.forEach(
        (way, measured) ->
            out.printf(
                "%-36s %9.0f %9.2f %9.0f %9.2f%n",
                way.label,
                median(measured, Compiler.Run::millis),
                ratio(runs, way, Compiler.Run::millis),
                median(measured, Compiler.Run::cpuMillis),
                ratio(runs, way, Compiler.Run::cpuMillis)));
    List<Compiler.Run> processed = runs.getOrDefault(Way.PROCESSED, List.of());
    double own = median(processed, Compiler.Run::ownMillis);
    out.printf(
        "Within the processor %.0f cpu ms, %.0f %% of the compilation%n%n",
        own, 100 * own / median(processed, Compiler.Run::cpuMillis));
  }

  private void growth(List<Integer> sizes, int rounds) {
    out.printf(
        "For each interface%n%-12s %12s %12s %12s %12s %12s%n",
        "interfaces", "alone cpu ms", "processed", "of alone", "within ms", "within kB");
    for (int many : sizes) {
      Map<Way, List<Compiler.Run>> runs = runs(many, 1, rounds);
      List<Compiler.Run> processed = runs.getOrDefault(Way.PROCESSED, List.of());
      out.printf(
          "%-12d %12.2f %12.2f %12.2f %12.2f %12.1f%n",
          many,
          median(runs.getOrDefault(Way.ALONE, List.of()), Compiler.Run::cpuMillis) / many,
          median(processed, Compiler.Run::cpuMillis) / many,
          ratio(runs, Way.PROCESSED, Compiler.Run::cpuMillis),
          median(processed, Compiler.Run::ownMillis) / many,
          median(processed, Compiler.Run::ownBytes) / many / 1024);
    }
  }

  /** Compiles in each way in turns, each turn beginning with another one. */
  private static Map<Way, List<Compiler.Run>> runs(int many, int warmUps, int rounds) {
    Map<String, String> apis = CompiledApis.sources(many);
    Map<String, String> apisAndClients = new HashMap<>(apis);
    apisAndClients.putAll(Compiler.with(apis).written());
    if (apisAndClients.size() != 2 * many) {
      throw new IllegalStateException("Each interface has a client.");
    }
    Map<Way, List<Compiler.Run>> runs = new TreeMap<>();
    for (int round = 0; round < warmUps + rounds; round++) {
      for (int i = 0; i < Way.values().length; i++) {
        Way way = Way.values()[(round + i) % Way.values().length];
        Compiler.Run run = way.compile(apis, apisAndClients);
        if (round >= warmUps) {
          runs.computeIfAbsent(way, key -> new ArrayList<>()).add(run);
        }
      }
    }
    return runs;
  }

  /** Returns the median of what a way took, divided by that of the interfaces alone. */
  private static double ratio(
      Map<Way, List<Compiler.Run>> runs, Way way, ToDoubleFunction<Compiler.Run> what) {
    return median(runs.getOrDefault(way, List.of()), what)
        / median(runs.getOrDefault(Way.ALONE, List.of()), what);
  }

  private static double median(List<Compiler.Run> runs, ToDoubleFunction<Compiler.Run> what) {
    double[] sorted = runs.stream().mapToDouble(what).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : Arrays.stream(sorted, sorted.length / 2 - 1, sorted.length / 2 + 1)
            .average()
            .orElseThrow();
  }
}
