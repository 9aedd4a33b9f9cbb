package dev.latchkey.processor;

import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what templates say, apart from what their variables are bound to. */
final class TemplateRules {
  private final ProblemReporter problems;

  /** What Feign rejects a variable for. */
  enum Flaw {
    NAMELESS,
    PATTERN,
    TOO_LONG
  }

  TemplateRules(ProblemReporter problems) {
    this.problems = problems;
  }

  /**
   * Checks a request line.
   *
   * @param joinsLists whether the query writes lists with commas
   */
  void check(RequestLine line, Place place, boolean joinsLists) {
    checkCharacters(line, place);
    checkBeginning(line, place);
    if (!line.fragment().isEmpty()) {
      problems.report(TemplateProblems.fragment(line.fragment()), place);
    }
    for (RequestLine.Query query : line.queries()) {
      String name = query.name().text();
      if (name.startsWith("=")) {
        problems.report(TemplateProblems.namelessQuery(name), place);
      }
      query
          .value()
          .filter(value -> !joinsLists)
          .filter(value -> value.literals().stream().anyMatch(text -> text.contains(",")))
          .map(value -> TemplateProblems.commaInQuery(name + "=" + value.text()))
          .ifPresent(problem -> problems.report(problem, place));
    }
    line.templates().forEach(template -> checkVariables(template, place));
  }

  private void checkCharacters(RequestLine line, Place place) {
    line.text()
        .chars()
        .filter(Character::isISOControl)
        .filter(c -> !Template.isLineBreak(c))
        .mapToObj(c -> c == '\t' ? "a tab" : "a control character")
        .findFirst()
        .ifPresent(shown -> problems.report(TemplateProblems.controlCharacter(shown), place));
  }

  /** Feign puts a slash before a path that has none, except before these. */
  private void checkBeginning(RequestLine line, Place place) {
    String path = line.path().text();
    Optional<Template.Chunk> first = line.path().chunks().stream().findFirst();
    if (path.startsWith(";") || path.startsWith("{;")) {
      problems.report(TemplateProblems.pathJoinsHost(line.verb(), path), place);
    } else if (first.isPresent() && first.get() instanceof Template.Variable variable) {
      String rest = line.text().substring(line.verb().length()).strip();
      problems.report(
          TemplateProblems.leadingVariable(variable.text(), line.verb() + " /" + rest), place);
    }
  }

  /** Checks the variables of any template. */
  void checkVariables(Template template, Place place) {
    if (template.isTooLong()) {
      problems.report(TemplateProblems.malformedVariable("", Flaw.TOO_LONG), place);
      return;
    }
    for (Template.Chunk chunk : template.chunks()) {
      if (chunk.equals(RequestLine.EMPTY_BRACES)) {
        problems.report(TemplateProblems.malformedVariable("{}", Flaw.NAMELESS), place);
      } else if (chunk instanceof Template.Variable variable) {
        check(variable, place);
      }
    }
  }

  private void check(Template.Variable variable, Place place) {
    String text = variable.text();
    String pattern = variable.pattern().orElse("");
    if (!isPattern(pattern)) {
      problems.report(TemplateProblems.malformedVariable(text, Flaw.PATTERN), place);
    } else if (pattern.matches("[0-9]{1,4}")) {
      problems.report(TemplateProblems.prefixPattern(text, variable.name(), pattern), place);
    }
  }

  private static boolean isPattern(String text) {
    try {
      Pattern unused = Pattern.compile(text);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      // Not only PatternSyntaxException; and what is thrown here, Feign throws as well.
      return false;
    }
  }
}
