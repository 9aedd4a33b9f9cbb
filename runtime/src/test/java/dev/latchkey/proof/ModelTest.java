package dev.latchkey.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model of the coordinator, every state of it, checked by TLC in a JVM of its own. */
@Tag("model")
@DisplayName("In the model")
class ModelTest {
  private static final Path MODEL = Path.of("src/test/tla");
  private static final Pattern STATES = Pattern.compile("([0-9,]+) distinct states found");
  private static final int SOUND = 0;
  private static final long MINUTES = 15;

  @TempDir Path room = Path.of("");

  @Test
  @Tag("short")
  @DisplayName("P1 P2 P20 hold and everyone is answered, for one caller")
  void oneCaller() throws Exception {
    assertThat(check("a", 2, "none")).isEqualTo(SOUND);
  }

  @Test
  @DisplayName("P1 P2 P20 hold and everyone is answered, for two callers")
  void twoCallers() throws Exception {
    assertThat(check("a, b", 1, "none")).isEqualTo(SOUND);
  }

  /** TLC says 11 for a deadlock, 12 for an invariant and 13 for a property of whole behaviours. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "A | a, b | 0 | 12",
        "B | a | 1 | 13",
        "C | a | 1 | 11",
        "C2 | a | 1 | 11",
        "D | a | 1 | 12",
        "H | a, b | 0 | 12",
        "I | a | 1 | 12",
        "J | a | 1 | 12",
        "K | a, b | 0 | 12",
      })
  @DisplayName("the named faults are found")
  void faults(String fault, String callers, int decisions, int status) throws Exception {
    assertThat(check(callers, decisions, fault)).isEqualTo(status);
  }

  private int check(String callers, int decisions, String fault)
      throws IOException, InterruptedException {
    Path model = Files.copy(MODEL.resolve("Coordinator.tla"), room.resolve("Coordinator.tla"));
    String settings =
        Files.readString(MODEL.resolve("Coordinator.cfg"))
            .replace("$callers", callers)
            .replace("$decisions", String.valueOf(decisions))
            .replace("$fault", fault);
    Path config = Files.writeString(room.resolve("Fault" + fault + ".cfg"), settings);
    Path printed = room.resolve("printed.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "tlc2.TLC",
            "-workers",
            "1",
            "-metadir",
            room.resolve("states").toString(),
            "-config",
            config.toString(),
            model.toString());
    Process tlc =
        new ProcessBuilder(command)
            .directory(room.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!tlc.waitFor(MINUTES, TimeUnit.MINUTES)) {
      tlc.destroyForcibly();
      throw new AssertionError("TLC does not come to an end: " + Files.readString(printed));
    }
    String said = Files.readString(printed);
    Matcher counted = STATES.matcher(said);
    String states = "0";
    while (counted.find()) {
      states = counted.group(1);
    }
    System.out.printf(
        "checked fault %-4s %d callers, %d decisions: exit %d, %s distinct states%n",
        fault, callers.split(",").length, decisions, tlc.exitValue(), states);
    assertThat(states).as(said).isNotEqualTo("0");
    return tlc.exitValue();
  }
}
