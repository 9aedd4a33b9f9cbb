package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code bad} holds an API with one mistake, and what javac prints about it. */
@DisplayName("A mistake")
class ProblemTest {

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("P25 is one error at the narrowest token, with the way out, and no client")
  void isOneError(Path folder) throws IOException {
    Javac.Outcome outcome = Javac.javac().sourcesOf(folder, List.of()).compile();

    assertThat(outcome.succeeded()).isFalse();
    Golden.check(folder.resolve("javac.txt"), outcome.output());
    assertThat(outcome.output()).endsWith("\n1 error\n").contains("error: [" + nameOf(folder));
    assertThat(outcome.written()).isEmpty();
  }

  static List<Path> cases() throws IOException {
    return Golden.cases("bad");
  }

  /** What follows an underscore tells several cases of one problem apart. */
  private static String nameOf(Path folder) {
    return folder.getFileName().toString().replaceFirst("_.*", "") + "]";
  }
}
