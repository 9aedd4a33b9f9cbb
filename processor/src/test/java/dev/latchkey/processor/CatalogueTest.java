package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of problems")
class CatalogueTest {
  /** No source causes these; {@link FailureTest} does. */
  private static final Set<String> CAUSED_BY_NO_SOURCE =
      Set.of("ClientNotWritten", "LatchkeyFailed");

  @Test
  @DisplayName("has a case in bad/ for every factory, and no case for a problem that is gone")
  void isCovered() throws IOException {
    Map<String, Integer> factories = Catalogue.factories();
    factories.keySet().removeAll(CAUSED_BY_NO_SOURCE);
    Map<String, Long> cases =
        Golden.cases("bad").stream()
            .collect(Collectors.groupingBy(Catalogue::nameOf, Collectors.counting()));

    assertThat(factories).isNotEmpty();
    assertThat(new TreeSet<>(cases.keySet())).isEqualTo(factories.keySet());
    factories.forEach(
        (name, count) -> assertThat(cases.get(name)).as(name).isGreaterThanOrEqualTo(count));
  }

  @Test
  @DisplayName("says a fact that ends a sentence, and on the next line a way out")
  void hasOneVoice() throws IOException {
    for (Path folder : Golden.cases("bad")) {
      List<String> lines = Files.readAllLines(folder.resolve("javac.txt"));
      boolean isWarning = lines.get(0).contains(": warning: ");
      assertThat(lines).as("%s", folder).hasSize(isWarning ? 6 : 5);
      assertThat(lines.get(0)).matches("\\S+:\\d+: (error|warning): \\[[A-Z]\\w+] .+\\.");
      assertThat(lines.get(3)).startsWith("  ").doesNotStartWith("   ");
      assertThat(Stream.of(lines.get(0), lines.get(3)))
          .noneMatch(line -> line.matches(".*\\b([Ii]nvalid|[Pp]lease|must)\\b.*"));
    }
  }
}
