package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;

/** Which variable of a request takes its value from which parameter, and what becomes the body. */
final class Bindings {
  private final ProblemReporter problems;
  private final String method;
  private final RequestLine request;
  private final Place requestPlace;
  private final List<EndpointParameter> variables = new ArrayList<>();
  private final List<EndpointParameter> bodies = new ArrayList<>();

  /** What others would bind; that Feign does not is said where they are. */
  private final Set<String> foreign = new HashSet<>();

  /** What the templates mention, each where it is mentioned first. */
  private final Map<String, Mention> mentioned = new LinkedHashMap<>();

  /**
   * A variable in a template.
   *
   * @param place where the template stands
   * @param unbound what is sent if nothing is bound to it
   */
  private record Mention(Place place, String unbound) {}

  Bindings(
      ProblemReporter problems, ExecutableElement method, RequestLine request, Place requestPlace) {
    this.problems = problems;
    this.method = method.getSimpleName().toString();
    this.request = request;
    this.requestPlace = requestPlace;
    for (EndpointParameter parameter : EndpointParameter.of(method)) {
      switch (parameter.kind()) {
        case VARIABLE -> variables.add(parameter);
        case BODY -> bodies.add(parameter);
        case FOREIGN -> foreign.add(parameter.name());
        case MAP, URL, ASIDE -> {}
      }
    }
    mention(request.variables(), requestPlace, "the request without it");
  }

  void check(
      List<HeaderLine> headers, List<HeaderLine> apiHeaders, Optional<AnnotationUse> bodyTemplate) {
    headers.forEach(
        header -> mention(header.value().variables(), header.place(), "no such header"));
    bodyTemplate
        .flatMap(body -> body.value(String.class))
        .ifPresent(
            body -> {
              List<String> names = Template.parse(body.constant()).variables();
              mention(names, body.place(), "the braces as they stand");
            });
    Set<String> ofApi =
        apiHeaders.stream()
            .flatMap(header -> header.value().variables().stream())
            .collect(Collectors.toSet());
    List<EndpointParameter> unused = new ArrayList<>(variables);
    unused.removeIf(p -> mentioned.containsKey(p.name()) || ofApi.contains(p.name()));
    reportUnread(unused, headers, bodyTemplate);

    reportUnbound(unused);
    if (bodyTemplate.isPresent()) {
      checkBodyTemplate(bodyTemplate.get());
    } else {
      checkBodies();
    }
    reportUnused(unused, bodyTemplate.isPresent());
  }

  /** What a parameter was meant for, but Feign does not see, is not reported again. */
  private void reportUnread(
      List<EndpointParameter> unused,
      List<HeaderLine> headers,
      Optional<AnnotationUse> bodyTemplate) {
    List<String> names = unused.stream().map(EndpointParameter::name).toList();
    UnreadVariables unread = new UnreadVariables(problems);
    unread.findIn(request, requestPlace);
    unread.findIn(request.templates(), names, requestPlace);
    headers.forEach(header -> unread.findIn(Stream.of(header.value()), names, header.place()));
    bodyTemplate
        .flatMap(body -> body.value(String.class))
        .ifPresent(body -> unread.findInBody(Template.parse(body.constant()), names, body.place()));
    unused.removeIf(parameter -> unread.found().contains(parameter.name()));
    bodies.removeIf(parameter -> unread.found().contains(parameter.name()));
  }

  private void mention(List<String> names, Place place, String unbound) {
    names.forEach(name -> mentioned.putIfAbsent(name, new Mention(place, unbound)));
  }

  /**
   * Each unbound variable is one mistake with one message. If a parameter of its name lacks its
   * {@code @Param}, or an unused one looks like it, that parameter is not reported again.
   */
  private void reportUnbound(List<EndpointParameter> unused) {
    Set<String> bound = new HashSet<>(foreign);
    variables.forEach(parameter -> bound.add(parameter.name()));
    mentioned.forEach(
        (variable, mention) -> {
          if (bound.contains(variable)) {
            return;
          }
          Optional<EndpointParameter> forgotten = named(variable, bodies);
          if (forgotten.isPresent()) {
            bodies.remove(forgotten.get());
            Place parameter = Place.of(forgotten.get().element());
            problems.report(RequestProblems.forgottenParam(variable), parameter);
            return;
          }
          List<EndpointParameter> listed = listedIn(variable, unused);
          if (!listed.isEmpty()) {
            unused.removeAll(listed);
            problems.report(
                RequestProblems.unboundVariable(
                    variable, mention.unbound(), List.of(variable.split(",", 0))),
                mention.place());
            return;
          }
          Optional<String> meant =
              Spelling.closest(variable, unused.stream().map(EndpointParameter::name).toList());
          meant.flatMap(name -> named(name, unused)).ifPresent(unused::remove);
          String fate = mention.unbound();
          problems.report(
              meant
                  .map(name -> RequestProblems.unboundVariable(variable, fate, method, name))
                  .orElseGet(() -> RequestProblems.unboundVariable(variable, fate, method)),
              mention.place());
        });
  }

  /** Returns the parameters that a variable like {@code {a,b}} was meant to name. */
  private static List<EndpointParameter> listedIn(
      String variable, List<EndpointParameter> parameters) {
    List<String> names = List.of(variable.split(",", 0));
    return names.size() < 2
        ? List.of()
        : parameters.stream().filter(parameter -> names.contains(parameter.name())).toList();
  }

  private static Optional<EndpointParameter> named(String name, List<EndpointParameter> among) {
    return among.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  private void checkBodyTemplate(AnnotationUse template) {
    if (!request.mayCarryBody()) {
      problems.report(RequestProblems.bodyNotAllowed(request.verb()), template.place());
    }
    bodies.forEach(body -> reportSecondBody(body, "@Body"));
  }

  private void checkBodies() {
    for (EndpointParameter body : bodies) {
      if (!request.mayCarryBody()) {
        problems.report(
            RequestProblems.bodyNotAllowed(body.name(), request.verb()), body.element());
      } else if (!body.equals(bodies.get(0))) {
        reportSecondBody(body, "'" + bodies.get(0).name() + "'");
      }
    }
  }

  private void reportSecondBody(EndpointParameter body, String first) {
    problems.report(RequestProblems.secondBody(body.name(), first), body.element());
  }

  /** What no template mentions becomes a form field, where a form can be sent. */
  private void reportUnused(List<EndpointParameter> unused, boolean hasBodyTemplate) {
    for (EndpointParameter parameter : unused) {
      if (hasBodyTemplate || !request.carriesForms()) {
        String fate = hasBodyTemplate ? "never send it" : "send it as a form field";
        List<String> variablesToName = List.copyOf(mentioned.keySet());
        problems.report(
            RequestProblems.unusedParam(
                parameter.name(), fate, variablesToName, UnreadVariables.plain(parameter.name())),
            parameter.element());
      } else if (!bodies.isEmpty()) {
        problems.report(
            RequestProblems.bodyWithFormFields(parameter.name(), bodies.get(0).name()),
            parameter.element());
      }
    }
  }
}
