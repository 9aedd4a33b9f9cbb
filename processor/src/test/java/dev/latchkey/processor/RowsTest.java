package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code rows.txt} says of everything that Feign rejects while it builds a client (R), rejects when
 * a method is called (C) or sends wrong without a word (S) what javac says of it.
 */
@DisplayName("What Feign finds late or never")
class RowsTest {
  private static final String ALLOWED = "allowed: ";
  private static final String OWN = "own";

  /**
   * A line of the table.
   *
   * @param row its number
   * @param shape what an interface says
   * @param verdict the names of problems, or why there is none
   */
  private record Row(String row, String shape, String verdict) {

    boolean isAllowed() {
      return verdict.startsWith(ALLOWED);
    }

    List<String> problems() {
      return isAllowed() ? List.of() : List.of(verdict.split(", ", 0));
    }
  }

  @Test
  @DisplayName("P25 is a problem of ours, or allowed for a reason, row by row")
  void isComplete() throws IOException {
    List<Row> rows = rows();

    assertThat(rows.stream().map(Row::row).filter(row -> !row.equals(OWN)))
        .containsExactlyElementsOf(
            Stream.of(numbers("R", 28), numbers("C", 16), numbers("S", 44))
                .flatMap(Collection::stream)
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.shape()).isNotEmpty());
    assertThat(rows.stream().filter(Row::isAllowed))
        .allSatisfy(row -> assertThat(row.verdict()).hasSizeGreaterThan(ALLOWED.length() + 20));
  }

  @Test
  @DisplayName("names problems that are in the catalogue and have a case, and leaves none out")
  void isInStep() throws IOException {
    Set<String> named =
        rows().stream()
            .flatMap(row -> row.problems().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> cases =
        Golden.cases("bad").stream()
            .map(Catalogue::nameOf)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(cases);
    assertThat(Catalogue.factories().keySet()).containsAll(named);
  }

  private static List<String> numbers(String letter, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(i -> letter + i).toList();
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/rows.txt"))) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] cells = line.split(" \\| ", 3);
        assertThat(cells).as(line).hasSize(3);
        rows.add(new Row(cells[0].strip(), cells[1].strip(), cells[2].strip()));
      }
    }
    return rows;
  }
}
