package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an endpoint's variables are.
 *
 * @param line its request line
 * @param headers its headers, and those of its API
 * @param body its body, if that is a template
 */
record Templates(RequestLine line, List<HeaderLine> headers, Optional<Template> body) {

  boolean mention(String variable) {
    return Stream.of(line.templates(), headers.stream().map(HeaderLine::value), body.stream())
        .flatMap(templates -> templates)
        .anyMatch(template -> template.variables().contains(variable));
  }

  /** Returns what would be sent if the variable had no value, where that is not simply less. */
  Optional<String> fateWithout(String variable) {
    if (body.filter(b -> b.variables().contains(variable)).isPresent()) {
      return Optional.of("send {%s} as it stands".formatted(variable));
    }
    return fateOfNothing(variable);
  }

  /** Returns the same of a variable with an empty value, which a body may have. */
  Optional<String> fateOfNothing(String variable) {
    if (line.path().variables().contains(variable)) {
      return Optional.of("send the path without it");
    }
    return headers.stream()
        .filter(header -> header.value().variables().contains(variable))
        .filter(header -> header.value().chunks().size() > 1)
        .findFirst()
        .map(header -> "send %s with a gap in it".formatted(header.name()));
  }
}
