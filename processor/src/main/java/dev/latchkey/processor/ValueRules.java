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
  private static final String OPTIONAL = "java.util.Optional";

  /** What cannot end the text that it stands in. */
  private static final List<String> HARMLESS =
      List.of("java.lang.Number", "java.lang.Boolean", "java.lang.Enum", "java.util.UUID");

  private static final Set<String> END = Set.of("java.lang.Object", "java.lang.Record");

  private final ProblemReporter problems;
  private final KnownTypes types;
  private final JdkTexts texts;
  private final CredentialsInJson credentials;

  ValueRules(ProblemReporter problems, KnownTypes types, CredentialsInJson credentials) {
    this.problems = problems;
    this.types = types;
    this.texts = new JdkTexts(types);
    this.credentials = credentials;
  }

  void check(ApiMethod method, Role role, Templates templates, Optional<Place> bodyPlace) {
    List<EndpointParameter> parameters = EndpointParameter.of(method.element());
    for (int i = 0; i < parameters.size(); i++) {
      EndpointParameter parameter = parameters.get(i);
      TypeMirror type = method.parameterType(i);
      // An endpoint that the session calls is never sent with null: the session has what it takes.
      if (isNullable(parameter.element()) && !role.isCalledBySession()) {
        fateOfNull(parameter, templates)
            .map(fate -> ParameterProblems.nullableValue(nameOf(parameter.element()), fate))
            .ifPresent(problem -> problems.report(problem, parameter.element()));
      }
      if (isText(parameter, templates)) {
        checkText(parameter.element(), type);
        checkPresence(parameter, type, templates);
        templates
            .body()
            .filter(body -> canEnd(type, parameter.name(), body))
            .ifPresent(
                body ->
                    problems.report(
                        TemplateProblems.unescapedValue(
                            nameOf(parameter.element()), parameter.name()),
                        bodyPlace.orElseThrow()));
      } else if (role.isLifecycle() && isEncoded(parameter)) {
        credentials
            .writtenWith(type)
            .map(found -> SessionProblems.credentialInJson(method.name(), found.place()))
            .ifPresent(problem -> problems.report(problem, parameter.element()));
      }
    }
  }

  private static boolean isText(EndpointParameter parameter, Templates templates) {
    return parameter.kind() == EndpointParameter.Kind.VARIABLE
        && !hasExpander(parameter)
        && templates.mention(parameter.name());
  }

  /** Returns whether the encoder writes what is no text: a body, or a field of a form. */
  private static boolean isEncoded(EndpointParameter parameter) {
    return switch (parameter.kind()) {
      case BODY -> true;
      case VARIABLE -> !hasExpander(parameter);
      case MAP, FOREIGN, URL, ASIDE -> false;
    };
  }

  private static boolean hasExpander(EndpointParameter parameter) {
    return AnnotationUse.of(parameter.element(), "feign.Param")
        .flatMap(param -> param.given("expander"))
        .isPresent();
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

  /** An empty Optional is left out like null, and more often. */
  private void checkPresence(EndpointParameter parameter, TypeMirror type, Templates templates) {
    if (KnownTypes.is(type, OPTIONAL)) {
      String value =
          KnownTypes.argumentsOf(type).stream()
              .map(argument -> TypeNames.simple(KnownTypes.boundOf(argument)))
              .findFirst()
              .orElse("String");
      templates
          .fateOfNothing(parameter.name())
          .map(fate -> ParameterProblems.nullableValue(nameOf(parameter.element()), fate, value))
          .ifPresent(problem -> problems.report(problem, parameter.element()));
    }
  }

  /** Feign looks into an Optional, and then into a list, and no further. */
  private void checkText(VariableElement parameter, TypeMirror declared) {
    TypeMirror value = KnownTypes.is(declared, OPTIONAL) ? partOf(declared) : declared;
    boolean isList =
        types.isA(value, "java.lang.Iterable") && KnownTypes.argumentsOf(value).size() == 1;
    TypeMirror type = isList ? partOf(value) : value;
    String name = nameOf(parameter);
    if (type instanceof ArrayType array) {
      problems.report(
          ParameterProblems.arrayParam(
              name, isList, texts.ofArray(array), texts.listInstead(array)),
          parameter);
    } else if (types.isA(type, "java.util.Map")) {
      problems.report(ParameterProblems.mapParam(name, isList), parameter);
    } else {
      boolean isSeveral = isList || texts.isSequence(type);
      textOf(type)
          .or(() -> types.isSame(type, declared) ? Optional.empty() : texts.withinAnother(type))
          .map(
              text ->
                  ParameterProblems.opaqueParam(
                      isList ? "what is in '%s'".formatted(name) : "'%s'".formatted(name),
                      text,
                      isSeveral ? "List<String>" : "a String"))
          .ifPresent(problem -> problems.report(problem, parameter));
    }
  }

  private static TypeMirror partOf(TypeMirror type) {
    List<? extends TypeMirror> arguments = KnownTypes.argumentsOf(type);
    return arguments.isEmpty() ? type : KnownTypes.boundOf(arguments.get(0));
  }

  /** Returns an example of a text that no server can be expecting, if a type has no other. */
  private Optional<String> textOf(TypeMirror type) {
    // Most values are strings, and looking for what String says of itself takes long.
    if (KnownTypes.is(type, "java.lang.String")) {
      return Optional.empty();
    }
    Optional<String> known = texts.of(type);
    if (known.isPresent()) {
      return known;
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
