package dev.latchkey.proof;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Plants faults into copies of the sources, and runs tests against what javac makes of them. */
public final class Laboratory {
  private static final Duration HANGS = Duration.ofMinutes(3);

  /** An exploration notices by itself what hangs; it only takes its time. */
  private static final Duration EXPLORES = Duration.ofMinutes(60);

  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private final Path room;
  private final Path sources;

  /** Works in this room, with the sources of the runtime that lies there. */
  public Laboratory(Path room, Path runtime) {
    this.room = room;
    this.sources = runtime.resolve("src/main/java/dev/latchkey/session");
  }

  /** What became of a test. */
  enum Outcome {
    PASSED,
    FAILED,
    HUNG
  }

  /** Returns the sources that the fault changes, with the fault in them. */
  Map<String, String> faulty(Mutant mutant) throws IOException {
    Map<String, String> faulty = new LinkedHashMap<>();
    for (Mutant.Hunk hunk : mutant.hunks()) {
      String source = faulty.get(hunk.file());
      String before = source == null ? Files.readString(sources.resolve(hunk.file())) : source;
      faulty.put(hunk.file(), hunk.plantIn(before));
    }
    return faulty;
  }

  /** Returns where the classes are that differ from ours by this fault. */
  public Path plant(Mutant mutant) throws IOException {
    Path folder = Files.createTempDirectory(room, "mutant");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Map<String, String> faulty = faulty(mutant);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", CLASS_PATH));
    for (Map.Entry<String, String> source : faulty.entrySet()) {
      Path file = folder.resolve(source.getKey());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(mutant.name() + " does not compile.");
    }
    return classes;
  }

  /**
   * Runs a test, in a JVM of its own, with these classes before ours; an exploration in so many
   * schedules.
   */
  Outcome run(String test, String classes, int schedules) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-Djava.util.logging.config.file=src/test/resources/silent.properties");
    command.add("-Dlatchkey.schedules=" + schedules);
    boolean explores = test.contains("Exploration");
    if (explores) {
      // One that is cut off has noticed nothing: it is ours to say that it takes too long.
      long seconds = 2 * EXPLORES.toSeconds();
      command.add("-Djunit.jupiter.execution.timeout.default=" + seconds + " s");
    }
    command.addAll(List.of("-cp", classes + File.pathSeparator + CLASS_PATH));
    command.addAll(List.of(OneTest.class.getName(), "dev.latchkey.session." + test));
    Path printed = Files.createTempFile(room, "printed", ".txt");
    Process jvm =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    Duration limit = explores ? EXPLORES : HANGS;
    if (!jvm.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      jvm.destroyForcibly().waitFor();
      if (explores) {
        throw new IllegalStateException(test + " has not come to an end.");
      }
      return Outcome.HUNG;
    }
    return switch (jvm.exitValue()) {
      case OneTest.PASSED -> Outcome.PASSED;
      case OneTest.FAILED -> Outcome.FAILED;
      default ->
          throw new IllegalStateException(test + " did not run:\n" + Files.readString(printed));
    };
  }
}
