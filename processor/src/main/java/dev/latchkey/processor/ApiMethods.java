package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds the methods that a client of an API has to have. */
final class ApiMethods {
  private final Elements elements;
  private final Types types;
  private final TypeElement api;
  private final Set<TypeElement> visited = new HashSet<>();
  private final List<ApiMethod> declared = new ArrayList<>();

  private ApiMethods(Elements elements, Types types, TypeElement api) {
    this.elements = elements;
    this.types = types;
    this.api = api;
  }

  /** Returns every method that nothing implements: the API's own, then those of its parents. */
  static List<ApiMethod> of(TypeElement api, Elements elements, Types types) {
    ApiMethods methods = new ApiMethods(elements, types, api);
    methods.visit(api, TypeNames.plain(types));
    return methods.abstractOnes();
  }

  /** Returns the methods with a body that the API has, its own and those that it inherits. */
  static List<ExecutableElement> defaultsOf(TypeElement api, Elements elements, Types types) {
    ApiMethods methods = new ApiMethods(elements, types, api);
    methods.visit(api, TypeNames.plain(types));
    return methods.declared.stream()
        .filter(method -> method.element().isDefault() && !methods.isOverridden(method))
        .map(ApiMethod::element)
        .toList();
  }

  private void visit(TypeElement type, TypeNames names) {
    if (!visited.add(type)) {
      return;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (isInstanceMethod(method)) {
        TypeMirror seen = types.asMemberOf((DeclaredType) api.asType(), method);
        declared.add(new ApiMethod(method, (ExecutableType) seen, names));
      }
    }
    for (TypeMirror parent : type.getInterfaces()) {
      DeclaredType mentioned = (DeclaredType) parent;
      visit((TypeElement) mentioned.asElement(), names.within(mentioned));
    }
  }

  private static boolean isInstanceMethod(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    return !modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE);
  }

  private List<ApiMethod> abstractOnes() {
    List<ApiMethod> found = new ArrayList<>();
    for (ApiMethod method : declared) {
      if (method.element().isDefault() || isOverridden(method)) {
        continue;
      }
      int twin = indexOfTwin(found, method);
      if (twin < 0) {
        found.add(method);
      } else if (returnsLess(method, found.get(twin))) {
        found.set(twin, method);
      }
    }
    return found;
  }

  private boolean isOverridden(ApiMethod method) {
    return declared.stream()
        .map(ApiMethod::element)
        .filter(other -> other.getSimpleName().equals(method.element().getSimpleName()))
        .filter(other -> !other.equals(method.element()))
        // To ecj a method overrides those that override it, too.
        .filter(other -> types.isSubtype(declarerOf(other), declarerOf(method.element())))
        .anyMatch(other -> elements.overrides(other, method.element(), api));
  }

  private TypeMirror declarerOf(ExecutableElement method) {
    return types.erasure(Objects.requireNonNull(method.getEnclosingElement()).asType());
  }

  /** Two parents may declare the same method; one implementation serves both. */
  private int indexOfTwin(List<ApiMethod> found, ApiMethod method) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).name().equals(method.name())
          && types.isSubsignature(found.get(i).type(), method.type())) {
        return i;
      }
    }
    return -1;
  }

  private boolean returnsLess(ApiMethod one, ApiMethod other) {
    return types.isSubtype(one.returnType(), other.returnType())
        && !types.isSameType(one.returnType(), other.returnType());
  }
}
