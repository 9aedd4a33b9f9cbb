package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Reads what an endpoint sends. */
final class RequestReader {
  private final ProblemReporter problems;
  private final TypeElement api;
  private final List<HeaderLine> apiHeaders;
  private final HeaderRules headerRules;
  private final TemplateRules templateRules;
  private final ParameterRules parameterRules;
  private final ValueRules valueRules;

  /**
   * Makes a reader of one API's endpoints.
   *
   * @param api the API
   * @param apiHeaders what every endpoint sends
   */
  RequestReader(
      Round round, ProblemReporter problems, TypeElement api, List<HeaderLine> apiHeaders) {
    this.problems = problems;
    this.api = api;
    this.apiHeaders = apiHeaders;
    this.headerRules = new HeaderRules(problems);
    this.templateRules = new TemplateRules(problems);
    this.parameterRules = new ParameterRules(problems, round.known());
    this.valueRules = new ValueRules(problems, round.known(), round.credentials());
  }

  /** Returns the request line, or nothing if there is none that could be sent. */
  Optional<RequestLine> read(ApiMethod apiMethod, Role role) {
    ExecutableElement method = apiMethod.element();
    List<HeaderLine> headers = HeaderLine.of(method, problems);
    headerRules.check(headers);
    headerRules.checkRepeated(headers, apiHeaders);
    if (role.isSigned()) {
      headers.stream().filter(HeaderLine::isAuthorization).forEach(this::reportAuthorization);
    }
    parameterRules.check(apiMethod);
    Optional<AnnotationUse> annotation = AnnotationUse.of(method, "feign.RequestLine");
    if (annotation.isEmpty()) {
      reportMissing(method);
      return Optional.empty();
    }
    // An annotation without its value is javac's to report.
    Optional<AnnotationUse.Value<String>> text = annotation.get().value(String.class);
    Optional<RequestLine> line = text.flatMap(this::parse);
    if (line.isPresent()) {
      Place place = text.get().place();
      templateRules.check(line.get(), place, joinsLists(annotation.get()));
      check(apiMethod, role, line.get(), place, headers);
    }
    return line;
  }

  private void check(
      ApiMethod method, Role role, RequestLine line, Place place, List<HeaderLine> headers) {
    Optional<AnnotationUse> body = AnnotationUse.of(method.element(), "feign.Body");
    Optional<AnnotationUse.Value<String>> bodyText = body.flatMap(b -> b.value(String.class));
    bodyText
        .filter(text -> text.constant().isEmpty())
        .ifPresent(text -> problems.report(RequestProblems.emptyBody(), text.place()));
    Optional<Template> bodyTemplate = bodyText.map(text -> Template.parse(text.constant()));
    bodyTemplate.ifPresent(
        template -> templateRules.checkVariables(template, bodyText.get().place()));
    new Bindings(problems, method.element(), line, place).check(headers, apiHeaders, body);
    List<HeaderLine> all = Stream.concat(apiHeaders.stream(), headers.stream()).toList();
    valueRules.check(
        method,
        role,
        new Templates(line, all, bodyTemplate),
        bodyText.map(AnnotationUse.Value::place));
  }

  private static boolean joinsLists(AnnotationUse requestLine) {
    return requestLine
        .given("collectionFormat")
        .filter(format -> format.constant().toString().equals("CSV"))
        .isPresent();
  }

  /** What others would send is as good as what Feign would, once it is said to Feign. */
  private void reportMissing(ExecutableElement method) {
    Optional<AnnotationUse> foreign = ForeignAnnotations.requestOf(method);
    if (foreign.isEmpty()) {
      String name = method.getSimpleName().toString();
      problems.report(ApiProblems.missingRequestLine(name), method);
      return;
    }
    problems.report(
        ParameterProblems.foreignAnnotation(
            foreign.get().text(),
            ForeignAnnotations.ownerOf(foreign.get()).orElseThrow(),
            "@RequestLine",
            "@RequestLine(\"%s\").".formatted(ForeignAnnotations.requestLineOf(method, api))),
        foreign.get().place());
  }

  private void reportAuthorization(HeaderLine header) {
    problems.report(HeaderProblems.authorizationHeader(header.text()), header.place());
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

  /** Returns what is said of a text that is no request line. */
  static Problem problem(String text, RequestLine.Flaw flaw) {
    if (flaw != RequestLine.Flaw.UNKNOWN_VERB) {
      return RequestProblems.malformedRequestLine(text, flaw);
    }
    String verb = RequestLine.verbOf(text);
    return RequestProblems.unknownVerb(verb, Spelling.closest(verb, RequestLine.VERBS));
  }
}
