package dev.latchkey.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Checks what is marked {@code @QueryMap} or {@code @HeaderMap}. */
final class MapRules {
  private static final String MAP = "java.util.Map";
  private static final String STRING = "java.lang.String";

  /** Interfaces of the JDK that no type of a user's is likely to stand behind. */
  private static final List<String> NO_NAMES_IN =
      List.of("java.util.Collection", "java.util.stream.BaseStream");

  /** Of these, only what the JDK declares: a class of a user's may be one and have fields. */
  private static final List<String> NO_NAMES_IN_THOSE_OF_JDK =
      List.of(
          "java.lang.CharSequence",
          "java.lang.Iterable",
          "java.util.Iterator",
          "java.util.function.Supplier");

  private final ProblemReporter problems;
  private final KnownTypes types;

  MapRules(ProblemReporter problems, KnownTypes types) {
    this.problems = problems;
    this.types = types;
  }

  /**
   * Checks a parameter.
   *
   * @param use its annotation
   * @param type its type as the API sees it
   */
  void check(AnnotationUse use, VariableElement parameter, TypeMirror type) {
    if (types.isA(type, MAP)) {
      // As it is declared, since of the keys Feign asks for no more.
      if (!checkKey(parameter, parameter.asType())) {
        checkKeyOfParent(parameter, type);
      }
    } else if (hasNoNames(type)) {
      problems.report(
          ParameterProblems.notAMap(nameOf(parameter), TypeNames.simple(type)), parameter);
    } else if (type instanceof DeclaredType declared) {
      checkFields(use, parameter, (TypeElement) declared.asElement());
    }
  }

  private boolean checkKey(VariableElement parameter, TypeMirror type) {
    Optional<TypeMirror> key = keyOf(type).filter(found -> !KnownTypes.is(found, STRING));
    key.ifPresent(found -> reportKey(parameter, type, type));
    return key.isPresent();
  }

  /** What Feign does not ask for while it builds the client, it takes for a string in a call. */
  private void checkKeyOfParent(VariableElement parameter, TypeMirror type) {
    types
        .as(type, MAP)
        .filter(
            map ->
                KnownTypes.argumentsOf(map).stream()
                    .limit(1)
                    .anyMatch(key -> key instanceof DeclaredType && !types.isSuper(key, STRING)))
        .ifPresent(map -> reportKey(parameter, type, map));
  }

  private void reportKey(VariableElement parameter, TypeMirror type, TypeMirror map) {
    List<? extends TypeMirror> arguments = KnownTypes.argumentsOf(map);
    String value = arguments.size() < 2 ? "Object" : TypeNames.simple(arguments.get(1));
    problems.report(
        ParameterProblems.mapKey(nameOf(parameter), TypeNames.simple(type), value), parameter);
  }

  /** Returns what Feign takes for the type of the keys: the first argument that it finds. */
  private static Optional<TypeMirror> keyOf(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)) {
      return Optional.empty();
    }
    Stream<TypeMirror> parents =
        ((TypeElement) declared.asElement()).getInterfaces().stream().map(parent -> parent);
    boolean generic = !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
    if (declared.getTypeArguments().isEmpty() && generic) {
      return Optional.empty();
    }
    return (declared.getTypeArguments().isEmpty() ? parents : Stream.of(type))
        .flatMap(found -> KnownTypes.argumentsOf(found).stream().limit(1))
        .<TypeMirror>map(key -> key)
        .findFirst();
  }

  private boolean hasNoNames(TypeMirror type) {
    if (type.getKind().isPrimitive() || type instanceof ArrayType) {
      return true;
    }
    if (!(type instanceof DeclaredType declared)) {
      return false;
    }
    TypeElement element = (TypeElement) declared.asElement();
    return element.getKind() == ElementKind.ENUM
        || types.isAnyOf(type, NO_NAMES_IN)
        || (KnownTypes.isOfJdk(element)
            && !KnownTypes.is(type, "java.lang.Object")
            && (!element.getKind().isInterface() || types.isAnyOf(type, NO_NAMES_IN_THOSE_OF_JDK)));
  }

  private void checkFields(AnnotationUse use, VariableElement parameter, TypeElement type) {
    String name = TypeNames.simple(type.asType());
    Optional<AnnotationUse.Value<Object>> bean =
        use.given("mapEncoder").filter(given -> given.constant().toString().equals("BEAN"));
    if (bean.isEmpty()) {
      staticFieldOf(type)
          .map(
              field ->
                  ParameterProblems.staticField(
                      nameOf(parameter), name, nameOf(field), use.is("feign.QueryMap")))
          .ifPresent(problem -> problems.report(problem, parameter));
    } else if (type.getKind() == ElementKind.RECORD && !hasGetter(type)) {
      problems.report(ParameterProblems.beanRecord(nameOf(parameter), name), bean.get().place());
    }
  }

  /** Feign reads the fields of a class and of those that it extends, whatever their modifiers. */
  private static Optional<VariableElement> staticFieldOf(TypeElement type) {
    for (TypeElement e = type; e != null; e = KnownTypes.superclassOf(e)) {
      for (VariableElement field : ElementFilter.fieldsIn(e.getEnclosedElements())) {
        if (field.getModifiers().contains(Modifier.STATIC) && !type.getKind().isInterface()) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasGetter(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(method -> method.getSimpleName().toString().matches("(get|is).+"));
  }

  private static String nameOf(VariableElement element) {
    return element.getSimpleName().toString();
  }
}
