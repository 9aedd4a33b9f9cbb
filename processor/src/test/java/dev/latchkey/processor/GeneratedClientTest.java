package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code good} holds an API and, where the package says, the client that is written
 * for it.
 */
@DisplayName("A client")
class GeneratedClientTest {
  private static final Map<Path, Javac.Outcome> OUTCOMES = new HashMap<>();

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("P26 reads as it is kept, and compiles without a warning")
  void readsAsKept(Path folder) throws IOException {
    Javac.Outcome outcome = compile(folder);

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.written()).isNotEmpty();
    for (Map.Entry<String, String> client : outcome.written().entrySet()) {
      Golden.check(folder.resolve(client.getKey()), client.getValue());
      assertFits(client.getValue());
    }
    assertThat(clientsIn(folder)).containsExactlyElementsOf(outcome.written().keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("P26 same source, same bytes")
  void sameBytes(Path folder) throws IOException {
    assertThat(javac(folder).with(List.of("-proc:only")).compile().written())
        .isEqualTo(compile(folder).written());
  }

  /** A request line is one word, however long it is. */
  private static void assertFits(String client) {
    assertThat(client.lines().filter(line -> !line.stripLeading().startsWith("* ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(client).doesNotContain("\t").doesNotContain(" \n");
  }

  static List<Path> cases() throws IOException {
    return Golden.cases("good");
  }

  private static Javac.Outcome compile(Path folder) throws IOException {
    Javac.Outcome outcome = OUTCOMES.get(folder);
    if (outcome == null) {
      outcome = javac(folder).with(Javac.STRICT).compile();
      OUTCOMES.put(folder, outcome);
    }
    return outcome;
  }

  private static Javac javac(Path folder) throws IOException {
    return Javac.javac().sourcesOf(folder, Golden.clientsIn(folder));
  }

  private static List<String> clientsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith("Client.java"))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
