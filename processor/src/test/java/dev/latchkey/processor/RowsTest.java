package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What Feign finds late or never")
class RowsTest {
  /**
   * A message of javac: which example it is about, and the problem, or all of it if it has none.
   */
  private static final Pattern SAID =
      Pattern.compile("(?m)^claim(\\d+)/Api\\.java:\\d+: (?:error|warning): \\[?(\\w+|.*)");

  private static final String SPRING = "org.springframework.web.bind.annotation.";

  private static final Map<String, String> FOREIGN =
      Stream.of("GetMapping", "PathVariable", "RequestMapping")
          .collect(
              Collectors.toMap(
                  name -> name,
                  name ->
                      "package %s; public @interface %s { String[] value() default {}; }"
                          .formatted(SPRING.substring(0, SPRING.length() - 1), name)));

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
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.problems().isEmpty() && row.reason().isEmpty()).isFalse();
              row.reason().ifPresent(reason -> assertThat(reason).hasSizeGreaterThan(20));
            });
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

  @Test
  @DisplayName("has an example for each problem of each row, and for what is allowed")
  void hasExamples() throws IOException {
    Set<String> claimed = new TreeSet<>();
    Rows.all().stream()
        .filter(row -> !row.row().equals(Rows.OWN))
        .forEach(
            row -> {
              row.problems().forEach(problem -> claimed.add(row.row() + " " + problem));
              row.reason().ifPresent(reason -> claimed.add(row.row() + " allowed"));
            });

    assertThat(
            Rows.claims().stream().map(claim -> claim.row() + " " + claim.said().orElse("allowed")))
        .hasSameElementsAs(claimed);
  }

  @Test
  @DisplayName("is said of the examples, and nothing else is")
  void isSaid() throws IOException {
    List<Rows.Claim> claims = Rows.claims();
    Javac javac = Javac.javac().with(List.of("-Xmaxerrs", "1000", "-Xmaxwarns", "1000"));
    FOREIGN.forEach(
        (name, source) -> javac.source(SPRING.replace('.', '/') + name + ".java", source));
    for (int i = 0; i < claims.size(); i++) {
      javac.source("claim%d/Api.java".formatted(i), claims.get(i).in("claim" + i));
    }
    Map<Integer, Set<String>> said = new HashMap<>();
    SAID.matcher(javac.compile().output())
        .results()
        .forEach(
            message ->
                said.computeIfAbsent(Integer.valueOf(message.group(1)), i -> new TreeSet<>())
                    .add(message.group(2)));

    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < claims.size(); i++) {
      softly
          .assertThat(said.getOrDefault(i, Set.of()))
          .as("%s", claims.get(i))
          .isEqualTo(claims.get(i).said().map(Set::of).orElse(Set.of()));
    }
    softly.assertAll();
  }

  private static List<String> numbers(String letter, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(i -> letter + i).toList();
  }
}
