package dev.latchkey.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Takes what the fuzzing begins with, and what it found, all the way through javac. */
@DisplayName("Every text that the fuzzing replays,")
class FuzzedInterfaceTest {
  private static final Path SEEDS = Path.of("src/test/resources/dev/latchkey/processor");

  private static final Pattern ERROR = Pattern.compile("(?m)^(\\w+)\\.java:\\d+: error: (.*)");

  private static final Pattern NAMED = Pattern.compile("\\[(\\w+)] .*");

  /**
   * An interface with a seed in it.
   *
   * @param name of the interface
   * @param errors what is wrong with the text
   */
  private record Case(String name, String source, Set<String> errors) {}

  @Test
  @DisplayName("if nothing is wrong with it, yields a client that compiles without a warning")
  void isWritten() throws IOException {
    List<Case> sound = cases().stream().filter(it -> it.errors.isEmpty()).toList();

    Javac.Outcome outcome = compile(sound, List.of("-Xlint:all,-processing"));

    assertThat(sound).hasSizeGreaterThan(30);
    assertThat(errorsOf(outcome)).isEmpty();
    assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
    assertThat(outcome.written().keySet())
        .containsExactlyInAnyOrderElementsOf(
            sound.stream().map(it -> it.name + "Client.java").toList());
  }

  @Test
  @DisplayName("if something is, has that said and nothing else, by us and not by javac")
  void isReported() throws IOException {
    List<Case> broken = cases().stream().filter(it -> !it.errors.isEmpty()).toList();

    Map<String, Set<String>> errors = errorsOf(compile(broken, List.of()));

    assertThat(broken).hasSizeGreaterThan(20);
    assertThat(errors)
        .isEqualTo(broken.stream().collect(Collectors.toMap(Case::name, Case::errors)));
  }

  private static Javac.Outcome compile(List<Case> cases, List<String> options) throws IOException {
    Javac javac = Javac.javac().with(List.of("-Xmaxerrs", "100000")).with(options);
    cases.forEach(it -> javac.source(it.name + ".java", it.source));
    return javac.compile();
  }

  /** Returns what javac said of which interface; of what is not ours, the whole message. */
  private static Map<String, Set<String>> errorsOf(Javac.Outcome outcome) {
    Map<String, Set<String>> errors = new TreeMap<>();
    Matcher error = ERROR.matcher(outcome.output());
    while (error.find()) {
      Matcher ours = NAMED.matcher(error.group(2));
      errors
          .computeIfAbsent(error.group(1), name -> new TreeSet<>())
          .add(ours.matches() ? ours.group(1) : error.group(2));
    }
    return errors;
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    addAll(cases, TextKind.REQUEST_LINE, "RequestLine", "@feign.RequestLine(%s)");
    addAll(cases, TextKind.HEADER, "Header", "@feign.RequestLine(\"GET /\") @feign.Headers(%s)");
    addAll(cases, TextKind.BODY, "Body", "@feign.RequestLine(\"POST /\") @feign.Body(%s)");
    return cases;
  }

  private static void addAll(List<Case> cases, TextKind kind, String test, String annotation)
      throws IOException {
    try (Stream<Path> files = Files.list(SEEDS.resolve(test + "FuzzTestInputs/isRead"))) {
      for (Path file : files.sorted().toList()) {
        String text = FuzzedText.of(Files.readAllBytes(file));
        TemplateReading reading = kind.read(text);
        // What is longer no annotation can say, and what has no name no @Param can bind.
        if (FuzzedText.bytesOf(text).length < 60_000 && !reading.variables().contains("")) {
          String name = "%sOf%dApi".formatted(kind.name().charAt(0), cases.size());
          String source =
              source(name, annotation.formatted(literal(text)), List.copyOf(reading.variables()));
          cases.add(new Case(name, source, reading.errors()));
        }
      }
    }
  }

  private static String source(String name, String annotations, List<String> variables) {
    return """
    @dev.latchkey.AuthenticatedApi
    @SuppressWarnings("latchkey:UnescapedValue")
    interface %s {
      %s
      String seed(%s);
    }
    """
        .formatted(
            name,
            annotations,
            IntStream.range(0, variables.size())
                .mapToObj(
                    i -> "@feign.Param(%s) String p%d".formatted(literal(variables.get(i)), i))
                .collect(Collectors.joining(", ")));
  }

  /** Returns Java that means this text, in ASCII. */
  private static String literal(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c == '"' || c == '\\'
                    ? "\\" + (char) c
                    : c >= ' ' && c < 0x7f
                        ? String.valueOf((char) c)
                        : c < 0x100 ? "\\%03o".formatted(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
