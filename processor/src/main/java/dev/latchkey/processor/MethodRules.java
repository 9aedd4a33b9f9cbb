package dev.latchkey.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Checks what methods are to one another and to the client. */
final class MethodRules {
  /** What says how a request is sent; the request line, which says which, is asked for first. */
  private static final List<String> OF_REQUESTS =
      List.of(
          "feign.Headers",
          "feign.Body",
          "dev.latchkey.Anonymous",
          "dev.latchkey.SignIn",
          "dev.latchkey.Refresh",
          "dev.latchkey.SignOut",
          "dev.latchkey.RejectedBy");

  private final Elements elements;
  private final Types types;
  private final ProblemReporter problems;

  MethodRules(Elements elements, Types types, ProblemReporter problems) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
  }

  /**
   * Checks an API.
   *
   * @param methods those that the client has
   * @param defaults those with a body, its own and those that it inherits
   */
  void check(TypeElement api, List<ApiMethod> methods, List<ExecutableElement> defaults) {
    checkBuilder(api);
    Set<ExecutableElement> bodies = new LinkedHashSet<>(defaults);
    ElementFilter.methodsIn(api.getEnclosedElements()).stream()
        .filter(method -> !method.getModifiers().contains(Modifier.ABSTRACT))
        .forEach(bodies::add);
    bodies.forEach(this::checkIgnored);
    methods.forEach(this::checkClone);
    checkOverloads(methods);
    checkTwins(api);
  }

  /** What takes nothing overrides the method of that name that the client has from Object. */
  private void checkClone(ApiMethod method) {
    if (method.name().equals("clone")
        && method.parameters().isEmpty()
        && !(method.element().getTypeParameters().isEmpty()
            && ApiMethods.isObject(method.returnType())
            && method.type().getThrownTypes().stream().allMatch(this::mayBeThrownByClone))) {
      problems.report(ApiProblems.cloneMethod(), method.element());
    }
  }

  private boolean mayBeThrownByClone(TypeMirror thrown) {
    return Stream.of("CloneNotSupportedException", "RuntimeException", "Error")
        .map(name -> elements.getTypeElement("java.lang." + name).asType())
        .anyMatch(allowed -> types.isSubtype(thrown, allowed));
  }

  private void checkBuilder(TypeElement api) {
    ElementFilter.methodsIn(elements.getAllMembers(api)).stream()
        .filter(method -> method.getSimpleName().contentEquals("builder"))
        .filter(method -> method.getParameters().isEmpty())
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .forEach(method -> problems.report(ApiProblems.builderMethod(), method));
  }

  private void checkIgnored(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    Optional<AnnotationUse> request = AnnotationUse.of(method, "feign.RequestLine");
    if (request.isPresent()) {
      problems.report(ApiProblems.ignoredRequestLine(name), request.get().place());
    } else {
      AnnotationUse.allOn(method).stream()
          .filter(use -> OF_REQUESTS.stream().anyMatch(use::is))
          .findFirst()
          .ifPresent(
              use -> problems.report(ApiProblems.ignoredAnnotation(name, use.text()), use.place()));
    }
  }

  /** Feign knows a method by its name and the simple names of what it takes. */
  private void checkOverloads(List<ApiMethod> methods) {
    Map<String, ApiMethod> known = new HashMap<>();
    for (ApiMethod method : methods) {
      if (isIgnored(method)) {
        continue;
      }
      String types = simpleNames(method);
      if (known.putIfAbsent(method.name() + "(" + types + ")", method) != null) {
        problems.report(ApiProblems.indistinctOverload(method.name(), types), method.element());
      }
    }
  }

  /** Feign answers one of two twins, and unless they return different types is asked the other. */
  private void checkTwins(TypeElement api) {
    Set<ApiMethod> reported = new HashSet<>();
    for (ApiMethods.Twins twins : ApiMethods.twinsOf(api, elements, types)) {
      if (!EndpointReader.ANSWERED_BY_FEIGN.contains(twins.one().name())
          && !isAnswered(twins)
          && !reported.contains(twins.one())) {
        reported.addAll(List.of(twins.one(), twins.other()));
        report(api, twins);
      }
    }
  }

  private boolean isAnswered(ApiMethods.Twins twins) {
    ApiMethod one = twins.one();
    ApiMethod other = twins.other();
    if (!ApiMethods.takeTheSame(one.element(), other.element(), types)) {
      return false;
    }
    return (isIgnored(one) && isIgnored(other)) || wins(one, other) || wins(other, one);
  }

  /** Returns whether it is this one that both the proxy asks for and Feign answers. */
  private boolean wins(ApiMethod one, ApiMethod other) {
    return ApiMethods.returnsLess(one, other, types)
        // Else Feign answers what reflection happens to name first.
        && one.element().getReturnType() instanceof DeclaredType
        && other.element().getReturnType() instanceof DeclaredType declared
        && declared.getTypeArguments().isEmpty();
  }

  private static boolean isIgnored(ApiMethod method) {
    return AnnotationUse.isOn(method.element(), "feign.FeignIgnore");
  }

  private void report(TypeElement api, ApiMethods.Twins twins) {
    ApiMethod other = twins.other();
    Element first = declarerOf(twins.one());
    Element second = declarerOf(other);
    if (first.equals(second)) {
      String types = simpleNames(other);
      problems.report(ApiProblems.indistinctOverload(other.name(), types), other.element());
    } else {
      String name = api.getSimpleName().toString();
      Problem problem =
          ApiProblems.inheritedTwice(
              name, other.name(), first.getSimpleName(), second.getSimpleName());
      problems.report(problem, api);
    }
  }

  private static Element declarerOf(ApiMethod method) {
    return Objects.requireNonNull(method.element().getEnclosingElement());
  }

  private String simpleNames(ApiMethod method) {
    return IntStream.range(0, method.parameters().size())
        .mapToObj(i -> simpleName(method.parameterType(i)))
        .collect(Collectors.joining(", "));
  }

  private String simpleName(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return simpleName(array.getComponentType()) + "[]";
    }
    if (type instanceof TypeVariable) {
      return "Object";
    }
    String name = types.erasure(type).toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
