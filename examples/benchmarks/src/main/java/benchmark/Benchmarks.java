package benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, and prints their speed as ratios within this run.
 *
 * <p>Arguments are JMH's own. Only what does not depend on the machine decides the exit status:
 * bytes for each call, and the storm's count of refreshes and requests.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Runs those that are asked for, or all.
   *
   * @param args what JMH takes, such as {@code Seat -f 1}
   */
  public static void main(String[] args)
      throws CommandLineOptionException, IOException, RunnerException {
    CommandLineOptions asked = new CommandLineOptions(args);
    if (asked.shouldHelp()) {
      asked.showHelp();
      return;
    }
    Ratios ratios = run(asked);
    System.exit(print(ratios, System.out));
  }

  /** Runs the benchmarks, and again on all cores those that have no threads of their own. */
  static Ratios run(Options asked) throws RunnerException {
    List<RunResult> results = new ArrayList<>(new Runner(on(1, asked).build()).run());
    int cores = Runtime.getRuntime().availableProcessors();
    try {
      results.addAll(new Runner(on(cores, asked).exclude("Seat|Storm").build()).run());
    } catch (NoBenchmarksException e) {
      // None of those was asked for.
    }
    return new Ratios(results);
  }

  /** Prints the ratios and returns the exit status. */
  static int print(Ratios ratios, PrintStream out) {
    out.println();
    ratios.lines().forEach(out::println);
    List<String> excesses = ratios.excesses();
    excesses.forEach(excess -> out.println("FAILED: " + excess));
    return excesses.isEmpty() && !ratios.isEmpty() ? 0 : 1;
  }

  private static ChainedOptionsBuilder on(int threads, Options asked) {
    return new OptionsBuilder()
        .parent(asked)
        .threads(threads)
        .shouldFailOnError(true)
        .addProfiler(GCProfiler.class);
  }
}
