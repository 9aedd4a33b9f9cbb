package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What Feign finds late or never")
class RowsTest {
  @Test
  @DisplayName("P25 is a problem of ours, or allowed for a reason, row by row")
  void isComplete() throws IOException {
    List<Rows.Row> rows = Rows.all();

    assertThat(rows.stream().map(Rows.Row::row).filter(row -> !row.equals(Rows.OWN)))
        .containsExactlyElementsOf(
            Stream.of(numbers("R", 28), numbers("C", 16), numbers("S", 44))
                .flatMap(Collection::stream)
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.shape()).isNotEmpty());
    assertThat(rows.stream().filter(Rows.Row::isAllowed))
        .allSatisfy(
            row -> assertThat(row.verdict()).hasSizeGreaterThan(Rows.ALLOWED.length() + 20));
  }

  @Test
  @DisplayName("names problems that are in the catalogue and have a case, and leaves none out")
  void isInStep() throws IOException {
    Set<String> named =
        Rows.all().stream()
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
}
