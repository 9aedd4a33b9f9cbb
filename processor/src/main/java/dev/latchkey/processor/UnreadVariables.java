package dev.latchkey.processor;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what was meant as a variable and is none to Feign, which sends it as it stands. */
final class UnreadVariables {
  /** What RFC 6570 has within braces besides names. */
  private static final String OPERATORS = "+#./?&,;*:|!=@- _";

  /** Longer names are not looked for, which takes as long as name and text multiplied. */
  private static final int LONGEST = 64;

  private final ProblemReporter problems;
  private final Set<String> found = new HashSet<>();

  UnreadVariables(ProblemReporter problems) {
    this.problems = problems;
  }

  /** Reports each in a request line, where braces are for variables alone. */
  void findIn(RequestLine line, Place place) {
    line.templates()
        .filter(template -> !template.isTooLong())
        .flatMap(template -> template.literals().stream())
        .filter(UnreadVariables::looksLikeVariables)
        .forEach(
            literal -> {
              List<String> names = namesIn(literal);
              found.addAll(names);
              found.add(inner(literal).strip());
              report(TemplateProblems.unreadVariable(literal, meantBy(literal, names)), place);
            });
  }

  /** Reports those of these names in any template. */
  void findIn(Stream<Template> templates, Collection<String> names, Place place) {
    List<String> literals = templates.flatMap(t -> t.literals().stream()).toList();
    Set<String> open = new LinkedHashSet<>(names);
    open.removeIf(name -> found.contains(name) || name.length() > LONGEST);
    for (String name : open) {
      literals.stream()
          .filter(literal -> mentions(literal, name))
          .findFirst()
          .ifPresent(
              literal -> {
                found.add(name);
                report(problem(literal, name), place);
              });
    }
  }

  /** Reports those of these names in a body, where other braces than a variable's are common. */
  void findInBody(Template body, Collection<String> names, Place place) {
    for (String name : names) {
      if (!found.contains(name)
          && name.length() <= LONGEST
          && body.literals().stream().anyMatch(text -> text.contains("{" + name + "}"))) {
        found.add(name);
        report(TemplateProblems.bodyBraces(name), place);
      }
    }
    findIn(Stream.of(body), names, place);
  }

  /** Returns the names that were reported, which nothing else has to be said of. */
  Set<String> found() {
    return found;
  }

  private void report(Problem problem, Place place) {
    problems.report(problem, place);
  }

  private static Problem problem(String literal, String name) {
    if (literal.contains("{" + name + "}")) {
      return TemplateProblems.unreadVariable(name);
    }
    String shown = literal.contains("{" + name) ? "{" + name : name + "}";
    return TemplateProblems.unreadVariable(shown, variable(name));
  }

  private static boolean looksLikeVariables(String literal) {
    String inner = inner(literal);
    return literal.startsWith("{")
        && literal.endsWith("}")
        && !namesIn(literal).isEmpty()
        && inner.chars().allMatch(c -> isOfName(c) || OPERATORS.indexOf(c) >= 0);
  }

  private static String inner(String braced) {
    return braced.length() < 2 ? "" : braced.substring(1, braced.length() - 1);
  }

  private static List<String> namesIn(String literal) {
    return Stream.of(inner(literal).split("[^\\p{L}\\p{N}_-]+", 0))
        .filter(name -> !name.isEmpty() && Character.isLetter(name.charAt(0)))
        .toList();
  }

  /** Returns whether a name stands here with one brace missing, or between others. */
  private static boolean mentions(String literal, String name) {
    int opened = literal.indexOf("{" + name);
    int closed = literal.indexOf(name + "}");
    int end = opened + 1 + name.length();
    return (opened >= 0 && (end == literal.length() || !isOfName(literal.charAt(end))))
        || (closed >= 0 && (closed == 0 || !isOfName(literal.charAt(closed - 1))));
  }

  private static boolean isOfName(int c) {
    return Character.isLetterOrDigit(c);
  }

  /** Returns what Feign understands of what RFC 6570 would write. */
  private static String meantBy(String literal, List<String> names) {
    if (literal.startsWith("{?") || literal.startsWith("{&")) {
      return names.stream()
          .map(name -> name + "=" + variable(name))
          .collect(Collectors.joining("&", literal.substring(1, 2), ""));
    }
    return variable(names.get(0));
  }

  /** Returns a variable of a name like this one that it can have. */
  private static String variable(String name) {
    return "{" + plain(name) + "}";
  }

  /** Returns a name that a variable can have: this one, or one like it. */
  static String plain(String name) {
    if (Template.parse("{" + name + "}").variables().equals(List.of(name))) {
      return name;
    }
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replace("ß", "ss")
            .replaceAll("[^A-Za-z0-9_-]", "");
    return plain.isEmpty() ? "name" : plain;
  }
}
