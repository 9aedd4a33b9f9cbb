package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;

/**
 * One line of {@code @Headers}.
 *
 * @param text as it was written
 * @param name what precedes the colon
 * @param value what follows it
 * @param place where it stands
 */
record HeaderLine(String text, String name, Template value, Place place) {

  /** Reads the headers of a type or a method. */
  static List<HeaderLine> of(Element element, ProblemReporter problems) {
    List<HeaderLine> lines = new ArrayList<>();
    Optional<AnnotationUse> annotation = AnnotationUse.of(element, "feign.Headers");
    annotation
        .filter(AnnotationUse::isEmptyList)
        .ifPresent(empty -> problems.report(HeaderProblems.emptyHeaders(), empty.place()));
    annotation.stream()
        .flatMap(headers -> headers.values(String.class).stream())
        .forEach(
            header -> parse(header.constant(), header.place(), problems).ifPresent(lines::add));
    return lines;
  }

  /** Returns what a text says, or nothing if Feign would reject it. */
  static Optional<HeaderLine> parse(String text, Place place, ProblemReporter problems) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      problems.report(HeaderProblems.malformedHeader(text), place);
      return Optional.empty();
    }
    Template value = Template.parse(text.substring(colon + 1).trim());
    return Optional.of(new HeaderLine(text, text.substring(0, colon), value, place));
  }

  /** Returns whether this is the header that the client itself writes. */
  boolean isAuthorization() {
    return name.trim().equalsIgnoreCase("Authorization");
  }
}
