package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table {@code rows.txt}: of everything that Feign rejects while it builds a client (R),
 * rejects when a method is called (C) or sends wrong without a word (S), what javac says of it.
 */
final class Rows {
  private static final String ALLOWED = "allowed: ";
  static final String OWN = "own";

  private Rows() {}

  /**
   * A line of the table.
   *
   * @param row its number
   * @param shape what an interface says
   * @param problems their names
   * @param reason why there is none, or of which part there is none
   */
  record Row(String row, String shape, List<String> problems, Optional<String> reason) {

    static Row of(String row, String shape, String verdict) {
      int end = verdict.indexOf(ALLOWED);
      String named = (end < 0 ? verdict : verdict.substring(0, end)).replace(";", "").strip();
      return new Row(
          row,
          shape,
          named.isEmpty() ? List.of() : List.of(named.split(", ", 0)),
          end < 0 ? Optional.empty() : Optional.of(verdict.substring(end + ALLOWED.length())));
    }
  }

  /**
   * An example of what the table claims, a line of {@code claims.txt}.
   *
   * @param row the number of the row
   * @param said the name of a problem, or nothing if it is allowed
   * @param source the members of an interface, or types
   */
  record Claim(String row, Optional<String> said, String source) {

    /** Returns it as a source of this package. */
    String in(String room) {
      String types =
          source.contains("@AuthenticatedApi")
              ? source
              : "@AuthenticatedApi interface Api { %s }".formatted(source);
      return """
      package %s;
      import dev.latchkey.*;
      import feign.*;
      import java.io.*;
      import java.net.URI;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.Supplier;
      import java.util.stream.*;
      import org.springframework.web.bind.annotation.*;
      %s
      """
          .formatted(room, types);
    }
  }

  static List<Row> all() throws IOException {
    return lines("rows.txt").stream()
        .map(cells -> Row.of(cells.get(0), cells.get(1), cells.get(2)))
        .toList();
  }

  static List<Claim> claims() throws IOException {
    return lines("claims.txt").stream()
        .map(
            cells ->
                new Claim(
                    cells.get(0),
                    Optional.of(cells.get(1)).filter(said -> !said.equals("allowed")),
                    cells.get(2)))
        .toList();
  }

  private static List<List<String>> lines(String table) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources", table))) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        List<String> cells = Stream.of(line.split(" \\| ", 3)).map(String::strip).toList();
        assertThat(cells).as(line).hasSize(3);
        lines.add(cells);
      }
    }
    return lines;
  }

  /** Returns the problems of what Feign rejects while it builds a client. */
  static Set<String> rejectedByFeign() throws IOException {
    return all().stream()
        .filter(row -> row.row().startsWith("R"))
        .flatMap(row -> row.problems().stream())
        .collect(Collectors.toSet());
  }
}
