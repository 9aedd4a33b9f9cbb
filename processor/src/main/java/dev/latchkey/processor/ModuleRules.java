package dev.latchkey.processor;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Checks that a named module lets Feign and Jackson at what they need. */
final class ModuleRules {
  private static final String FEIGN = "feign.core";
  private static final String JACKSON = "com.fasterxml.jackson.databind";

  private final Elements elements;
  private final ProblemReporter problems;

  /** What was said of a package once is not said again. */
  private final Set<String> said = new HashSet<>();

  ModuleRules(Elements elements, ProblemReporter problems) {
    this.elements = elements;
    this.problems = problems;
  }

  /** Feign reads no module, and so cannot call the methods of an interface in one. */
  void checkDefaults(List<ExecutableElement> defaults) {
    defaults.stream()
        .filter(method -> isNamed(elements.getModuleOf(method)))
        .forEach(
            method ->
                problems.report(
                    ApiProblems.defaultInModule(method.getSimpleName().toString()), method));
  }

  void check(TypeElement api, List<ApiMethod> methods) {
    ModuleElement module = elements.getModuleOf(api);
    if (module != null && isNamed(module) && !module.isOpen()) {
      methods.stream()
          .filter(method -> !AnnotationUse.isOn(method.element(), "feign.FeignIgnore"))
          .forEach(method -> check(method, module));
    }
  }

  private static boolean isNamed(@Nullable ModuleElement module) {
    return module != null && !module.isUnnamed();
  }

  private void check(ApiMethod method, ModuleElement module) {
    checkJackson(method.returnType(), module, method.element());
    List<EndpointParameter> parameters = EndpointParameter.of(method.element());
    for (int i = 0; i < parameters.size(); i++) {
      EndpointParameter parameter = parameters.get(i);
      VariableElement element = parameter.element();
      switch (parameter.kind()) {
        case BODY -> checkJackson(method.parameterType(i), module, element);
        case MAP -> {
          if (method.parameterType(i) instanceof DeclaredType declared) {
            parentsOf((TypeElement) declared.asElement())
                .forEach(type -> checkOpen(type, module, "Feign", FEIGN, element));
          }
        }
        case VARIABLE ->
            expanderOf(element)
                .filter(type -> !isExported(type, module, FEIGN))
                .ifPresent(type -> checkOpen(type, module, "Feign", FEIGN, element));
        case FOREIGN, URL, ASIDE -> {}
      }
    }
  }

  private void checkJackson(TypeMirror type, ModuleElement module, Element at) {
    Set<TypeElement> found = new LinkedHashSet<>();
    KnownTypes.classesIn(type).forEach(part -> addWithParts(part, module, found));
    found.stream()
        .filter(part -> !isExported(part, module, JACKSON))
        .forEach(part -> checkOpen(part, module, "Jackson", JACKSON, at));
  }

  /** What is written and read is the fields of a type as well, its parents' too, and theirs. */
  private void addWithParts(TypeElement type, ModuleElement module, Set<TypeElement> found) {
    if (!isPlain(type) || !module.equals(elements.getModuleOf(type)) || !found.add(type)) {
      return;
    }
    parentsOf(type).forEach(parent -> addWithParts(parent, module, found));
    ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
        .filter(field -> !field.getModifiers().contains(Modifier.TRANSIENT))
        .flatMap(field -> KnownTypes.classesIn(field.asType()))
        .forEach(part -> addWithParts(part, module, found));
  }

  /** Returns a class and those that it extends. */
  private static Stream<TypeElement> parentsOf(TypeElement type) {
    return Stream.iterate(type, Objects::nonNull, KnownTypes::superclassOf);
  }

  private static Optional<TypeElement> expanderOf(VariableElement parameter) {
    return AnnotationUse.of(parameter, "feign.Param")
        .flatMap(param -> param.given("expander"))
        .filter(given -> given.constant() instanceof DeclaredType)
        .map(given -> (TypeElement) ((DeclaredType) given.constant()).asElement());
  }

  /** Interfaces and enums are seen without access to what is in them. */
  private static boolean isPlain(TypeElement type) {
    return switch (type.getKind()) {
      case CLASS, RECORD -> true;
      default -> false;
    };
  }

  private void checkOpen(
      TypeElement type, ModuleElement module, String reader, String readers, Element at) {
    PackageElement room = elements.getPackageOf(type);
    String name = room.getQualifiedName().toString();
    if (isPlain(type)
        && module.equals(elements.getModuleOf(type))
        && !isOpen(room, module, readers)
        && said.add(reader + name)) {
      String simple = type.getSimpleName().toString();
      problems.report(ApiProblems.closedPackage(reader, simple, name, readers), at);
    }
  }

  private static boolean isOpen(PackageElement room, ModuleElement module, String reader) {
    return ElementFilter.opensIn(module.getDirectives()).stream()
        .filter(opens -> opens.getPackage().equals(room))
        .anyMatch(opens -> isFor(opens.getTargetModules(), reader));
  }

  /** What is public needs no more than to be exported, unless its fields are read. */
  private boolean isExported(TypeElement type, ModuleElement module, String reader) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return ElementFilter.exportsIn(module.getDirectives()).stream()
        .filter(exports -> exports.getPackage().equals(elements.getPackageOf(type)))
        .anyMatch(exports -> isFor(exports.getTargetModules(), reader));
  }

  private static boolean isFor(@Nullable List<? extends ModuleElement> modules, String reader) {
    return modules == null
        || modules.stream().anyMatch(module -> module.getQualifiedName().contentEquals(reader));
  }
}
