package dev.latchkey.processor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Checks that what is bound to a variable can be written as text, and is there to be written. */
final class ValueRules {
  private static final List<String> LISTS = List.of("java.lang.Iterable", "java.util.Optional");

  /** What cannot end the text that it stands in. */
  private static final List<String> HARMLESS =
      List.of("java.lang.Number", "java.lang.Boolean", "java.lang.Enum", "java.util.UUID");

  private static final Set<String> END = Set.of("java.lang.Object", "java.lang.Record");

  private final ProblemReporter problems;
  private final KnownTypes types;

  ValueRules(ProblemReporter problems, KnownTypes types) {
    this.problems = problems;
    this.types = types;
  }

  /** Where an endpoint's variables are. */
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

  void check(ApiMethod method, Templates templates, Optional<Place> bodyPlace) {
    List<EndpointParameter> parameters = EndpointParameter.of(method.element());
    for (int i = 0; i < parameters.size(); i++) {
      EndpointParameter parameter = parameters.get(i);
      TypeMirror type = method.parameterType(i);
      if (isNullable(parameter.element())) {
        fateOfNull(parameter, templates)
            .map(fate -> ParameterProblems.nullableValue(nameOf(parameter.element()), fate))
            .ifPresent(problem -> problems.report(problem, parameter.element()));
      }
      if (parameter.kind() == EndpointParameter.Kind.VARIABLE
          && AnnotationUse.of(parameter.element(), "feign.Param")
              .flatMap(param -> param.given("expander"))
              .isEmpty()
          && templates.mention(parameter.name())) {
        checkText(parameter.element(), type);
        templates
            .body()
            .filter(body -> canEnd(type, parameter.name(), body))
            .ifPresent(
                body ->
                    problems.report(
                        TemplateProblems.unescapedValue(
                            nameOf(parameter.element()), parameter.name()),
                        bodyPlace.orElseThrow()));
      }
    }
  }

  private static Optional<String> fateOfNull(EndpointParameter parameter, Templates templates) {
    return switch (parameter.kind()) {
      case VARIABLE -> templates.fateWithout(parameter.name());
      case BODY -> Optional.of("throw, for want of a body");
      case URL -> Optional.of("throw, for want of an address");
      case MAP, FOREIGN, ASIDE -> Optional.empty();
    };
  }

  /** By its name, since everybody has one of their own. */
  private static boolean isNullable(VariableElement parameter) {
    return Stream.concat(
            parameter.getAnnotationMirrors().stream(),
            parameter.asType().getAnnotationMirrors().stream())
        .anyMatch(
            use -> use.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  /** Returns whether a value can end a text in quotes that its variable stands in. */
  private boolean canEnd(TypeMirror type, String variable, Template body) {
    return body.text().contains("\"{" + variable + "}\"")
        && !type.getKind().isPrimitive()
        && !types.isAnyOf(type, HARMLESS);
  }

  private void checkText(VariableElement parameter, TypeMirror declared) {
    TypeMirror type =
        types.isAnyOf(declared, LISTS) && KnownTypes.argumentsOf(declared).size() == 1
            ? KnownTypes.argumentsOf(declared).get(0)
            : declared;
    String name = nameOf(parameter);
    if (type instanceof ArrayType array) {
      problems.report(ParameterProblems.arrayParam(name, shown(array), listOf(array)), parameter);
    } else if (types.isA(type, "java.util.Map")) {
      problems.report(ParameterProblems.mapParam(name), parameter);
    } else {
      textOf(type)
          .map(text -> ParameterProblems.opaqueParam(name, text))
          .ifPresent(problem -> problems.report(problem, parameter));
    }
  }

  private String shown(ArrayType array) {
    TypeMirror part = array.getComponentType();
    return part.getKind().isPrimitive()
        ? "[" + part.getKind().name().charAt(0)
        : "[L%s;".formatted(types.erased(part));
  }

  private String listOf(ArrayType array) {
    TypeMirror part = array.getComponentType();
    return "List<"
        + (part.getKind().isPrimitive() ? types.boxed(part) : TypeNames.simple(part))
        + ">";
  }

  /** Returns an example of a text that no server can be expecting, if a type has no other. */
  private Optional<String> textOf(TypeMirror type) {
    // Most values are strings, and looking for what String says of itself takes long.
    if (KnownTypes.is(type, "java.lang.String")) {
      return Optional.empty();
    }
    if (KnownTypes.is(type, "java.util.Date")) {
      return Optional.of("Thu Jan 01 00:00:00 UTC 1970");
    }
    if (types.isA(type, "java.util.Calendar") && type.getKind() == TypeKind.DECLARED) {
      return Optional.of("java.util.GregorianCalendar[time=0, ...]");
    }
    if (!(type instanceof DeclaredType declared)) {
      return Optional.empty();
    }
    TypeElement element = (TypeElement) declared.asElement();
    if (!isPlainClass(element) || writesItself(element)) {
      return Optional.empty();
    }
    return Optional.of(
        element.getKind() == ElementKind.RECORD
            ? "%s[%s]".formatted(element.getSimpleName(), componentsOf(element))
            : "%s@1b6d3586".formatted(element.getSimpleName()));
  }

  private static String componentsOf(TypeElement element) {
    return element.getRecordComponents().stream()
        .map(component -> component.getSimpleName() + "=...")
        .collect(Collectors.joining(", "));
  }

  private static boolean isPlainClass(TypeElement type) {
    return (type.getKind() == ElementKind.CLASS || type.getKind() == ElementKind.RECORD)
        && !type.getModifiers().contains(Modifier.ABSTRACT)
        && !type.getQualifiedName().contentEquals("java.lang.Object");
  }

  /** Returns whether a class, or one that it extends, has a toString() of its own. */
  private static boolean writesItself(TypeElement type) {
    return Stream.iterate(type, Objects::nonNull, KnownTypes::superclassOf)
        .takeWhile(element -> !END.contains(element.getQualifiedName().toString()))
        .anyMatch(
            element ->
                isWrittenByLombok(element)
                    || element.asType().getKind() == TypeKind.ERROR
                    || ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                        .anyMatch(ValueRules::isToString));
  }

  /** The one that javac gives to a record is final, and nobody else has a reason to say so. */
  private static boolean isToString(ExecutableElement method) {
    boolean ofRecord =
        method.getEnclosingElement() instanceof TypeElement type
            && type.getKind() == ElementKind.RECORD;
    return method.getSimpleName().contentEquals("toString")
        && method.getParameters().isEmpty()
        && !(ofRecord && method.getModifiers().contains(Modifier.FINAL));
  }

  private static boolean isWrittenByLombok(TypeElement type) {
    return AnnotationUse.allOn(type).stream().anyMatch(use -> use.isOfPackage("lombok"));
  }

  private static String nameOf(Element element) {
    return element.getSimpleName().toString();
  }
}
