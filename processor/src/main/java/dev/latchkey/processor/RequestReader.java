package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;

/** Reads what an endpoint sends. */
final class RequestReader {
  private final ProblemReporter problems;
  private final List<HeaderLine> apiHeaders;

  /**
   * Makes a reader of one API's endpoints.
   *
   * @param apiHeaders what every endpoint sends
   */
  RequestReader(ProblemReporter problems, List<HeaderLine> apiHeaders) {
    this.problems = problems;
    this.apiHeaders = apiHeaders;
  }

  /** Returns the request line, or nothing if there is none that could be sent. */
  Optional<RequestLine> read(ExecutableElement method, Role role) {
    List<HeaderLine> headers = HeaderLine.of(method, problems);
    if (role.isSigned()) {
      headers.stream().filter(HeaderLine::isAuthorization).forEach(this::reportAuthorization);
    }
    Optional<AnnotationUse> annotation = AnnotationUse.of(method, "feign.RequestLine");
    if (annotation.isEmpty()) {
      String name = method.getSimpleName().toString();
      problems.report(ApiProblems.missingRequestLine(name), method);
      return Optional.empty();
    }
    // An annotation without its value is javac's to report.
    Optional<AnnotationUse.Value<String>> text = annotation.get().value(String.class);
    Optional<RequestLine> line = text.flatMap(this::parse);
    line.ifPresent(
        sound ->
            new Bindings(problems, method, sound, text.get().place())
                .check(headers, apiHeaders, AnnotationUse.of(method, "feign.Body")));
    return line;
  }

  private void reportAuthorization(HeaderLine header) {
    problems.report(RequestProblems.authorizationHeader(header.text()), header.place());
  }

  private Optional<RequestLine> parse(AnnotationUse.Value<String> text) {
    RequestLine.Parsed parsed = RequestLine.parse(text.constant());
    if (parsed instanceof RequestLine.Sound sound) {
      return Optional.of(sound.line());
    }
    RequestLine.Flaw flaw = ((RequestLine.Broken) parsed).flaw();
    problems.report(problem(text.constant(), flaw), text.place());
    return Optional.empty();
  }

  private static Problem problem(String text, RequestLine.Flaw flaw) {
    if (flaw != RequestLine.Flaw.UNKNOWN_VERB) {
      return RequestProblems.malformedRequestLine(text, flaw);
    }
    String verb = RequestLine.verbOf(text);
    return RequestProblems.unknownVerb(verb, Spelling.closest(verb, RequestLine.VERBS));
  }
}
