package dev.latchkey.processor;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Checks that a client, which is a class of its own, can name what its API mentions. */
final class AccessRules {
  private final Elements elements;
  private final ProblemReporter problems;
  private final TypeElement api;
  private final PackageElement room;

  AccessRules(Elements elements, ProblemReporter problems, TypeElement api) {
    this.elements = elements;
    this.problems = problems;
    this.api = api;
    this.room = elements.getPackageOf(api);
  }

  void check(List<ApiMethod> methods) {
    methods.forEach(this::check);
  }

  /** Returns whether a member of the API means something else by a name. */
  boolean isHidden(String name) {
    return ElementFilter.typesIn(elements.getAllMembers(api)).stream()
        .anyMatch(member -> member.getSimpleName().contentEquals(name));
  }

  private void check(ApiMethod method) {
    Stream<? extends TypeMirror> bounds =
        method.element().getTypeParameters().stream()
            .flatMap(parameter -> parameter.getBounds().stream());
    check(method, Stream.of(method.returnType()), method.element());
    check(method, method.type().getThrownTypes().stream(), method.element());
    check(method, bounds, method.element());
    for (int i = 0; i < method.parameters().size(); i++) {
      check(method, Stream.of(method.parameterType(i)), method.parameters().get(i));
    }
  }

  private void check(ApiMethod method, Stream<? extends TypeMirror> mentioned, Element at) {
    mentioned
        .flatMap(KnownTypes::classesIn)
        .flatMap(this::withOuter)
        .distinct()
        .forEach(type -> check(method, type, at));
  }

  /** What is around the API as well is another matter. */
  private Stream<Element> withOuter(Element type) {
    return Stream.iterate(
        type,
        outer -> outer instanceof TypeElement around && !Place.of(api).isWithin(around),
        Element::getEnclosingElement);
  }

  private void check(ApiMethod method, Element type, Element at) {
    String name = type.getSimpleName().toString();
    String place = elements.getPackageOf(type).getQualifiedName().toString();
    if (type.getModifiers().contains(Modifier.PRIVATE)) {
      problems.report(ApiProblems.hiddenType(name, method.name()), at);
    } else if (!type.getModifiers().contains(Modifier.PUBLIC)
        && !elements.getPackageOf(type).equals(room)) {
      problems.report(ApiProblems.hiddenType(name, method.name(), place), at);
    }
  }
}
