package dev.latchkey.processor;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Checks headers one by one, and what becomes of them together. */
final class HeaderRules {
  private static final String NOT_OF_A_NAME = "[^A-Za-z0-9!#$%&'*+.^_`|~-]+";

  private final ProblemReporter problems;
  private final TemplateRules templates;

  HeaderRules(ProblemReporter problems) {
    this.problems = problems;
    this.templates = new TemplateRules(problems);
  }

  void check(List<HeaderLine> headers) {
    headers.forEach(this::check);
  }

  private void check(HeaderLine header) {
    String name = header.name();
    if (!Template.parse(name).variables().isEmpty()) {
      problems.report(HeaderProblems.headerName(name), header.place());
    } else if (name.matches("(?s).*" + NOT_OF_A_NAME + ".*")) {
      problems.report(HeaderProblems.headerName(name, likeIt(name)), header.place());
    }
    List<String> literals = header.value().literals();
    if (header.value().chunks().isEmpty()) {
      problems.report(HeaderProblems.emptyHeader(header.text()), header.place());
    }
    if (literals.stream().anyMatch(text -> text.chars().anyMatch(HeaderRules::isControl))) {
      problems.report(HeaderProblems.headerText(name), header.place());
    } else if (literals.stream().anyMatch(text -> text.chars().anyMatch(c -> c > '~'))) {
      problems.report(HeaderProblems.nonAsciiHeader(header.text()), header.place());
    }
    templates.checkVariables(header.value(), header.place());
  }

  /** Returns a name like this one that a header can have. */
  private static String likeIt(String name) {
    String fit = name.strip().replaceAll(NOT_OF_A_NAME, "-");
    return fit.matches("-*") ? "X-Name" : fit;
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\t';
  }

  /**
   * Feign adds the headers of a method to those of the interface, and replaces none; of equal ones
   * it sends one.
   */
  void checkRepeated(List<HeaderLine> headers, List<HeaderLine> earlier) {
    for (HeaderLine header : headers) {
      earlier.stream()
          .filter(other -> other.name().equalsIgnoreCase(header.name()))
          .filter(other -> !other.value().equals(header.value()))
          .findFirst()
          .ifPresent(
              other ->
                  problems.report(
                      HeaderProblems.repeatedHeader(header.text(), other.text()), header.place()));
    }
  }

  /** Feign reads the headers of an interface and of its parent, and looks no further. */
  void checkLost(TypeElement api) {
    List<TypeElement> parents = parentsOf(api);
    if (parents.size() == 1) {
      parentsOf(parents.get(0)).forEach(ancestor -> reportLost(ancestor, api));
    }
  }

  private void reportLost(TypeElement ancestor, TypeElement api) {
    AnnotationUse.of(ancestor, "feign.Headers").ifPresent(lost -> report(lost, ancestor, api));
    parentsOf(ancestor).forEach(further -> reportLost(further, api));
  }

  private void report(AnnotationUse lost, TypeElement ancestor, TypeElement api) {
    String values = lost.parts().stream().map(Object::toString).collect(Collectors.joining(", "));
    String headers = lost.parts().size() == 1 ? values : "{" + values + "}";
    problems.report(
        HeaderProblems.lostHeaders(
            ancestor.getSimpleName().toString(), api.getSimpleName().toString(), headers),
        api);
  }

  private static List<TypeElement> parentsOf(TypeElement type) {
    return type.getInterfaces().stream()
        .map(parent -> (TypeElement) ((DeclaredType) parent).asElement())
        .toList();
  }
}
