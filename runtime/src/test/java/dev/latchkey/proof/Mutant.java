package dev.latchkey.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fault that is put into the sources on purpose, and the test that has to notice it.
 *
 * @param name what is wrong
 * @param promise the promise that it breaks
 * @param test the test that fails with it, as {@code Class#method}
 * @param quick whether a default build plants it as well
 * @param hunks where it is planted
 */
public record Mutant(String name, String promise, String test, boolean quick, List<Hunk> hunks) {
  /** Lines of one file, and what they are replaced by. */
  public record Hunk(String file, List<String> before, List<String> after) {
    /** Returns the source with the fault in it; the lines have to be there, and only once. */
    String plantIn(String source) {
      String wanted = lines(before);
      int at = source.indexOf(wanted);
      if (at < 0 || source.indexOf(wanted, at + 1) >= 0) {
        throw new IllegalStateException(
            "%s %s, so the list of mutants has gone stale:%n%s"
                .formatted(
                    file, at < 0 ? "does not hold these lines" : "holds them twice", wanted));
      }
      return source.substring(0, at) + lines(after) + source.substring(at + wanted.length());
    }

    private static String lines(List<String> lines) {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
  }

  /**
   * Reads a list: {@code = promise | name | test}, then {@code @ file} and lines that begin with a
   * blank, a minus or a plus, as a patch has them; a star before the promise says quick.
   */
  public static List<Mutant> read(Path list) {
    List<Mutant> mutants = new ArrayList<>();
    List<Hunk> hunks = List.of();
    Hunk hunk = new Hunk("", List.of(), List.of());
    for (String line : linesOf(list)) {
      if (line.startsWith("= ")) {
        String[] head = line.substring(2).split("\\|", -1);
        boolean quick = head[0].startsWith("*");
        hunks = new ArrayList<>();
        mutants.add(
            new Mutant(
                head[1].strip(), head[0].replace("*", "").strip(), head[2].strip(), quick, hunks));
      } else if (line.startsWith("@ ")) {
        hunk = new Hunk(line.substring(2) + ".java", new ArrayList<>(), new ArrayList<>());
        hunks.add(hunk);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        if (!line.startsWith("+")) {
          hunk.before().add(line.substring(1));
        }
        if (!line.startsWith("-")) {
          hunk.after().add(line.substring(1));
        }
      }
    }
    return mutants;
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
