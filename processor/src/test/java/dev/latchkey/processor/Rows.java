package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table {@code rows.txt}: of everything that Feign rejects while it builds a client (R),
 * rejects when a method is called (C) or sends wrong without a word (S), what javac says of it.
 */
final class Rows {
  static final String ALLOWED = "allowed: ";
  static final String OWN = "own";

  private Rows() {}

  /**
   * A line of the table.
   *
   * @param row its number
   * @param shape what an interface says
   * @param verdict the names of problems, or why there is none
   */
  record Row(String row, String shape, String verdict) {

    boolean isAllowed() {
      return verdict.startsWith(ALLOWED);
    }

    List<String> problems() {
      return isAllowed() ? List.of() : List.of(verdict.split(", ", 0));
    }
  }

  static List<Row> all() throws IOException {
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

  /** Returns the problems of what Feign rejects while it builds a client. */
  static Set<String> rejectedByFeign() throws IOException {
    return all().stream()
        .filter(row -> row.row().startsWith("R"))
        .flatMap(row -> row.problems().stream())
        .collect(Collectors.toSet());
  }
}
