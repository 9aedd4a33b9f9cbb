package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }
    assertThat(clientsIn(folder)).containsExactlyElementsOf(outcome.written().keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("P26 same source, same bytes")
  void sameBytes(Path folder) throws IOException {
    assertThat(compile(folder).written()).isEqualTo(compile(folder).written());
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("fits in a hundred columns, unless it is one long word")
  void isNotWide(Path folder) throws IOException {
    for (String client : compile(folder).written().values()) {
      assertThat(client.lines().filter(line -> !line.stripLeading().startsWith("* ")))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
      assertThat(client).doesNotContain("\t").doesNotContain(" \n");
    }
  }

  static List<Path> cases() throws IOException {
    return Golden.cases("good");
  }

  private static Javac.Outcome compile(Path folder) throws IOException {
    return Javac.javac().with(Javac.STRICT).sourcesOf(folder, clientNames(folder)).compile();
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

  private static List<String> clientNames(Path folder) throws IOException {
    return clientsIn(folder).stream()
        .map(client -> Path.of(client).getFileName().toString())
        .toList();
  }
}
