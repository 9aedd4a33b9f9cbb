package dev.latchkey.processor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;

/**
 * Says what is wrong with one API: each problem once, in the order of the source. The only user of
 * {@link Messager}.
 */
final class ProblemReporter {
  private final Messager messager;
  private final TypeElement api;
  private final boolean isJavac;
  private final Set<Report> reports = new LinkedHashSet<>();

  private record Report(Problem problem, Place place) {}

  /**
   * Makes the reporter of an API.
   *
   * @param messager prints
   * @param api the API
   * @param isJavac whether the messager is javac's, which can point at every element
   */
  ProblemReporter(Messager messager, TypeElement api, boolean isJavac) {
    this.messager = messager;
    this.api = api;
    this.isJavac = isJavac;
  }

  void report(Problem problem, Element at) {
    report(problem, Place.of(at));
  }

  void report(Problem problem, Place at) {
    Report report = new Report(problem, at);
    if (!isKept(report)) {
      reports.add(report);
    }
  }

  /** Returns whether the user has said of a warning that what it warns of is meant. */
  private boolean isKept(Report report) {
    return report.problem.isWarning()
        && Stream.of(report.place.element(), api)
            .flatMap(ProblemReporter::enclosing)
            .flatMap(element -> AnnotationUse.of(element, "java.lang.SuppressWarnings").stream())
            .flatMap(suppress -> suppress.values(String.class).stream())
            .anyMatch(key -> key.constant().equals(report.problem.key()));
  }

  private static Stream<Element> enclosing(Element element) {
    return Stream.iterate(element, Objects::nonNull, Element::getEnclosingElement);
  }

  /** Returns whether there is nothing that keeps the client from being written. */
  boolean isClean() {
    return reports.stream().allMatch(report -> report.problem.isWarning());
  }

  /** Prints what was reported. */
  void print() {
    reports.stream()
        .map(report -> Map.entry(report.place.rankIn(api), report))
        .sorted(Map.Entry.comparingByKey(Arrays::compare))
        .forEach(ranked -> print(ranked.getValue()));
  }

  /**
   * Points at the place if it is within the API. What is inherited may have come from another file,
   * or from none, so then the API is pointed at and the message names the member.
   */
  private void print(Report report) {
    Place place = report.place;
    if (place.isWithin(api)) {
      messager.printMessage(
          report.problem.kind(),
          report.problem.text(),
          pointedAt(place.element()),
          place.annotation(),
          place.value());
    } else {
      Problem problem = report.problem.of(nameOf(place.element()));
      messager.printMessage(problem.kind(), problem.text(), api);
    }
  }

  /** Other messagers, as that of Eclipse, lose the place of what stands at a type parameter. */
  private Element pointedAt(Element element) {
    return !isJavac && element instanceof TypeParameterElement parameter
        ? parameter.getGenericElement()
        : element;
  }

  /** Returns {@code Base.health()} for that method and for each of its parameters. */
  private static String nameOf(Element element) {
    String method = "";
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (e instanceof ExecutableElement) {
        method = "." + e.getSimpleName() + "()";
      } else if (e instanceof TypeElement) {
        return e.getSimpleName() + method;
      }
    }
    return method;
  }
}
