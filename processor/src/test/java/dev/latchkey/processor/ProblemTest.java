package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code bad} holds an API with one mistake, and what javac prints about it. */
@DisplayName("A mistake")
class ProblemTest {

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("P25 is said once at the narrowest token, with the way out")
  void isSaidOnce(Path folder) throws IOException {
    Javac.Outcome outcome = Javac.javac().sourcesOf(folder, List.of()).compile();

    Golden.check(folder.resolve("javac.txt"), outcome.output());
    if (isWarning(folder)) {
      assertThat(outcome.output())
          .endsWith("\n1 warning\n")
          .contains(": warning: [" + nameOf(folder));
      assertThat(outcome.succeeded()).isTrue();
      assertThat(outcome.written()).isNotEmpty();
    } else {
      assertThat(outcome.output()).endsWith("\n1 error\n").contains(": error: [" + nameOf(folder));
      assertThat(outcome.succeeded()).isFalse();
      assertThat(outcome.written()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("warnings")
  @DisplayName(
      "that may be meant is silent once the user says so, by the key that the warning names")
  void isSilentOnceItIsMeant(Path folder) throws IOException {
    String key = "@SuppressWarnings(\"latchkey:%s\") ".formatted(nameOf(folder).replace("]", ""));
    Javac javac = Javac.javac().with(Javac.STRICT);
    if (Files.exists(folder.resolve("module-info.java"))) {
      javac.onModulePath();
    }
    for (Map.Entry<String, String> source : Javac.textsOf(folder).entrySet()) {
      javac.source(
          source.getKey(),
          source.getValue().replace("@AuthenticatedApi\n", key + "@AuthenticatedApi\n"));
    }
    Javac.Outcome outcome = javac.compile();

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(Files.readString(folder.resolve("javac.txt"))).contains(key.strip());
  }

  static List<Path> cases() throws IOException {
    return Golden.cases("bad");
  }

  static List<Path> warnings() throws IOException {
    List<Path> warnings = new ArrayList<>();
    for (Path folder : cases()) {
      if (isWarning(folder)) {
        warnings.add(folder);
      }
    }
    return warnings;
  }

  /** What is kept says which it is. */
  private static boolean isWarning(Path folder) throws IOException {
    Path said = folder.resolve("javac.txt");
    return Files.exists(said) && Files.readString(said).contains(": warning: ");
  }

  /** What follows an underscore tells several cases of one problem apart. */
  private static String nameOf(Path folder) {
    return folder.getFileName().toString().replaceFirst("_.*", "") + "]";
  }
}
