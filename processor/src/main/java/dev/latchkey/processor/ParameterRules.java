package dev.latchkey.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Checks how parameters are marked, and that there is one where Feign takes one. */
final class ParameterRules {
  private static final String PARAM = "feign.Param";
  private static final String QUERY_MAP = "feign.QueryMap";
  private static final String HEADER_MAP = "feign.HeaderMap";
  private static final List<String> FEIGNS = List.of(PARAM, QUERY_MAP, HEADER_MAP);

  private final ProblemReporter problems;
  private final MapRules maps;

  ParameterRules(ProblemReporter problems, KnownTypes types) {
    this.problems = problems;
    this.maps = new MapRules(problems, types);
  }

  void check(ApiMethod method) {
    Map<String, VariableElement> variables = new HashMap<>();
    Map<String, VariableElement> singles = new HashMap<>();
    List<EndpointParameter> parameters = EndpointParameter.of(method.element());
    for (int i = 0; i < parameters.size(); i++) {
      EndpointParameter parameter = parameters.get(i);
      VariableElement element = parameter.element();
      TypeMirror type = element.asType();
      checkMarks(element);
      checkForeign(parameter);
      if (parameter.kind() == EndpointParameter.Kind.VARIABLE) {
        checkParam(AnnotationUse.of(element, PARAM).orElseThrow());
        Element first = variables.putIfAbsent(parameter.name(), element);
        if (first != null) {
          String name = parameter.name();
          problems.report(
              ParameterProblems.duplicateParam(nameOf(element), name, nameOf(first)), element);
        }
      } else if (KnownTypes.is(type, "java.net.URI")) {
        second(singles, "URI", element)
            .ifPresent(
                first ->
                    problems.report(ParameterProblems.secondUrl(nameOf(element), first), element));
      }
      if (EndpointParameter.isOptions(type)) {
        second(singles, "Options", element)
            .ifPresent(
                first ->
                    problems.report(
                        ParameterProblems.secondOptions(nameOf(element), first), element));
      }
      if (KnownTypes.is(type, "kotlin.coroutines.Continuation")) {
        problems.report(ParameterProblems.suspendFunction(method.name()), method.element());
      }
      if (parameter.kind() == EndpointParameter.Kind.MAP) {
        AnnotationUse use =
            AnnotationUse.of(element, QUERY_MAP)
                .or(() -> AnnotationUse.of(element, HEADER_MAP))
                .orElseThrow();
        checkMap(use, element, method.parameterType(i), singles);
      }
    }
  }

  private void checkMap(
      AnnotationUse use,
      VariableElement element,
      TypeMirror type,
      Map<String, VariableElement> singles) {
    second(singles, use.text(), element)
        .ifPresent(
            first ->
                problems.report(
                    ParameterProblems.secondMap(nameOf(element), use.text(), first), element));
    maps.check(use, element, type);
    checkEncoded(use);
  }

  /** Returns the name of the first parameter of a kind, if this one is not it. */
  private static Optional<String> second(
      Map<String, VariableElement> singles, String kind, VariableElement element) {
    return Optional.ofNullable(singles.putIfAbsent(kind, element)).map(ParameterRules::nameOf);
  }

  private void checkMarks(VariableElement parameter) {
    List<AnnotationUse> marks =
        AnnotationUse.allOn(parameter).stream()
            .filter(use -> FEIGNS.stream().anyMatch(use::is))
            .toList();
    for (AnnotationUse further : marks.subList(Math.min(1, marks.size()), marks.size())) {
      String first = marks.get(0).text();
      problems.report(
          ParameterProblems.twoMeanings(nameOf(parameter), first, further.text()), further.place());
    }
  }

  private void checkForeign(EndpointParameter parameter) {
    if (parameter.kind() == EndpointParameter.Kind.FOREIGN) {
      AnnotationUse use = ForeignAnnotations.bindingOf(parameter.element()).orElseThrow();
      String owner = ForeignAnnotations.ownerOf(use).orElseThrow();
      problems.report(
          ForeignAnnotations.insteadOf(use)
              .map(
                  instead ->
                      ParameterProblems.foreignAnnotation(
                          use.text(),
                          owner,
                          instead.read(),
                          instead.text().formatted(parameter.name())))
              .orElseGet(() -> ParameterProblems.foreignAnnotation(use.text(), owner)),
          use.place());
    }
  }

  private void checkParam(AnnotationUse use) {
    if (use.value(String.class).filter(name -> !name.constant().isEmpty()).isEmpty()) {
      problems.report(ParameterProblems.unnamedParam(nameOf(use.element())), use.place());
    }
    if (KnownTypes.is(use.element().asType(), "java.net.URI")) {
      problems.report(ParameterProblems.urlParam(nameOf(use.element())), use.element());
    }
    checkEncoded(use);
    use.given("expander")
        .filter(given -> given.constant() instanceof DeclaredType)
        .ifPresent(
            given -> {
              DeclaredType type = (DeclaredType) given.constant();
              flawOf((TypeElement) type.asElement())
                  .map(flaw -> ParameterProblems.expander(TypeNames.simple(type), flaw))
                  .ifPresent(problem -> problems.report(problem, given.place()));
            });
  }

  private void checkEncoded(AnnotationUse use) {
    use.given("encoded")
        .filter(given -> Boolean.TRUE.equals(given.constant()))
        .ifPresent(given -> problems.report(ParameterProblems.ignoredEncoded(), given.place()));
  }

  /** Returns what keeps Feign from making an expander, if anything does. */
  private static Optional<String> flawOf(TypeElement type) {
    boolean nested = type.getEnclosingElement() instanceof TypeElement;
    if (type.getKind() != ElementKind.CLASS && type.getKind() != ElementKind.RECORD) {
      return Optional.of("is no class");
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      return Optional.of("is abstract");
    }
    if (nested && !type.getModifiers().contains(Modifier.STATIC)) {
      return Optional.of("is an inner class");
    }
    // To the virtual machine a protected class is a public one.
    if (!type.getModifiers().contains(Modifier.PUBLIC)
        && !type.getModifiers().contains(Modifier.PROTECTED)) {
      return Optional.of("is not public");
    }
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(constructor -> constructor.getModifiers().contains(Modifier.PUBLIC))
            .anyMatch(constructor -> constructor.getParameters().isEmpty())
        ? Optional.empty()
        : Optional.of("has no public constructor that takes nothing");
  }

  private static String nameOf(Element element) {
    return element.getSimpleName().toString();
  }
}
