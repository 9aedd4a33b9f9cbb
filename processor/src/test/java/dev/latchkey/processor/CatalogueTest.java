package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of problems")
class CatalogueTest {
  private static final List<Class<?>> CATALOGUE =
      List.of(ApiProblems.class, RequestProblems.class, SessionProblems.class);

  /** No source causes these; {@link FailureTest} does. */
  private static final Set<String> CAUSED_BY_NO_SOURCE =
      Set.of("ClientNotWritten", "LatchkeyFailed");

  @Test
  @DisplayName("has a case in bad/ for every factory, and no case for a problem that is gone")
  void isCovered() throws IOException {
    Map<String, Integer> factories = new TreeMap<>();
    for (Class<?> part : CATALOGUE) {
      for (Method factory : part.getDeclaredMethods()) {
        if (factory.getReturnType() == Problem.class) {
          assertThat(Modifier.isStatic(factory.getModifiers())).isTrue();
          factories.merge(nameOf(factory), 1, Integer::sum);
        }
      }
    }
    factories.keySet().removeAll(CAUSED_BY_NO_SOURCE);
    Map<String, Long> cases =
        Golden.cases("bad").stream()
            .collect(Collectors.groupingBy(CatalogueTest::nameOf, Collectors.counting()));

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
      assertThat(lines).as("%s", folder).hasSize(5);
      assertThat(lines.get(0)).matches("\\S+:\\d+: error: \\[[A-Z]\\w+] .+\\.");
      assertThat(lines.get(3)).startsWith("  ").doesNotStartWith("   ");
      assertThat(Stream.of(lines.get(0), lines.get(3)))
          .noneMatch(line -> line.matches(".*\\b([Ii]nvalid|[Pp]lease|must)\\b.*"));
    }
  }

  private static String nameOf(Method factory) {
    String name = factory.getName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String nameOf(Path folder) {
    return folder.getFileName().toString().replaceFirst("_.*", "");
  }
}
