package dev.latchkey.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Checks what methods are to one another and to the client. */
final class MethodRules {
  private final Elements elements;
  private final Types types;
  private final ProblemReporter problems;

  MethodRules(Elements elements, Types types, ProblemReporter problems) {
    this.elements = elements;
    this.types = types;
    this.problems = problems;
  }

  void check(TypeElement api, List<ApiMethod> methods) {
    checkBuilder(api);
    ElementFilter.methodsIn(api.getEnclosedElements()).stream()
        .filter(method -> !method.getModifiers().contains(Modifier.ABSTRACT))
        .forEach(this::checkIgnored);
    checkOverloads(methods);
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
    AnnotationUse.of(method, "feign.RequestLine")
        .ifPresent(use -> problems.report(ApiProblems.ignoredRequestLine(name), use.place()));
  }

  /** Feign knows a method by its name and the simple names of what it takes. */
  private void checkOverloads(List<ApiMethod> methods) {
    Map<String, ApiMethod> known = new HashMap<>();
    for (ApiMethod method : methods) {
      if (AnnotationUse.isOn(method.element(), "feign.FeignIgnore")) {
        continue;
      }
      String types =
          IntStream.range(0, method.parameters().size())
              .mapToObj(i -> simpleName(method.parameterType(i)))
              .collect(Collectors.joining(", "));
      if (known.putIfAbsent(method.name() + "(" + types + ")", method) != null) {
        problems.report(ApiProblems.indistinctOverload(method.name(), types), method.element());
      }
    }
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
