package dev.latchkey.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.proof.Laboratory;
import dev.latchkey.proof.Mutant;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jcstress, which would pass as well if it found no test, and counts what it ran. */
@DisplayName("Under stress")
class StressTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  private static final Pattern PASSED = Pattern.compile("(\\d+) passed, (\\d+) failed");
  private static final long MINUTES = 20;

  @TempDir Path room = Path.of("");

  @Test
  @DisplayName("P1 P4 P5 P20 hold: interrupts, deadlines and sign-outs against a landing")
  void races() throws Exception {
    String report = stress(".*", "");

    assertThat(report).containsPattern(PASSED);
    assertThat(passed(report)).isGreaterThanOrEqualTo(5);
    assertThat(failed(report)).isZero();
  }

  @Test
  @DisplayName("P4 a permit that is lost on an interrupt is found (fault C)")
  void faultC() throws Exception {
    Mutant lost =
        Mutant.read(Path.of("../src/test/mutants/stress.mutants")).stream()
            .findFirst()
            .orElseThrow();
    Path classes = new Laboratory(room, Path.of("..")).plant(lost);

    String report = stress(lost.test(), classes + File.pathSeparator);

    assertThat(report).containsPattern(PASSED);
    assertThat(failed(report)).as(report).isPositive();
  }

  private String stress(String tests, String before) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", before + CLASS_PATH, "org.openjdk.jcstress.Main"));
    command.addAll(List.of("-t", tests, "-m", "quick", "-c", "2", "-sc", "false", "-af", "NONE"));
    command.addAll(List.of("-spinStyle", "THREAD_YIELD", "-jvmArgs", "-Xmx256m"));
    command.addAll(List.of("-r", room.resolve("report").toString()));
    Path printed = room.resolve("printed.txt");
    Process jcstress =
        new ProcessBuilder(command)
            .directory(room.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!jcstress.waitFor(MINUTES, TimeUnit.MINUTES)) {
      jcstress.destroyForcibly();
    }
    String report = Files.readString(printed);
    System.out.printf(
        "stressed %s: %d configurations passed, %d failed%n",
        tests, passed(report), failed(report));
    return report;
  }

  private static int passed(String report) {
    return last(report, 1);
  }

  private static int failed(String report) {
    return last(report, 2);
  }

  private static int last(String report, int group) {
    Matcher counted = PASSED.matcher(report);
    int last = 0;
    while (counted.find()) {
      last = Integer.parseInt(counted.group(group));
    }
    return last;
  }
}
