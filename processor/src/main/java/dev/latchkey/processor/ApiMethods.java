package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
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
  private final List<ApiMethod> aside = new ArrayList<>();

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

  /**
   * All methods that an API and its parents declare.
   *
   * @param declared those that are called on objects, heirs before what they override
   * @param living those of them that no other overrides
   * @param aside those that are static or private
   */
  record Declared(List<ApiMethod> declared, List<ApiMethod> living, List<ApiMethod> aside) {}

  static Declared declaredOf(TypeElement api, Elements elements, Types types) {
    ApiMethods methods = new ApiMethods(elements, types, api);
    methods.visit(api, TypeNames.plain(types));
    List<ApiMethod> living =
        methods.declared.stream().filter(method -> !methods.isOverridden(method)).toList();
    return new Declared(methods.declared, living, methods.aside);
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

  /**
   * Two methods that one implementation serves, though neither overrides the other.
   *
   * @param one of them
   * @param other of them
   */
  record Twins(ApiMethod one, ApiMethod other) {}

  /** Returns the methods that an API has twice, from several parents or from one. */
  static List<Twins> twinsOf(TypeElement api, Elements elements, Types types) {
    ApiMethods methods = new ApiMethods(elements, types, api);
    methods.visit(api, TypeNames.plain(types));
    List<ApiMethod> found = new ArrayList<>();
    List<Twins> twins = new ArrayList<>();
    for (ApiMethod method : methods.unimplemented()) {
      found.stream()
          .filter(earlier -> areTwins(earlier, method, types))
          .forEach(earlier -> twins.add(new Twins(earlier, method)));
      found.add(method);
    }
    return twins;
  }

  private void visit(TypeElement type, TypeNames names) {
    if (!visited.add(type)) {
      return;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      TypeMirror seen = types.asMemberOf((DeclaredType) api.asType(), method);
      (isInstanceMethod(method) ? declared : aside)
          .add(new ApiMethod(method, (ExecutableType) seen, names));
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
    for (ApiMethod method : unimplemented()) {
      int twin = indexOfTwin(found, method);
      if (twin < 0) {
        found.add(method);
      } else if (returnsLess(method, found.get(twin), types)) {
        found.set(twin, method);
      }
    }
    return found;
  }

  private List<ApiMethod> unimplemented() {
    return declared.stream()
        .filter(method -> !method.element().isDefault() && !isOverridden(method))
        .toList();
  }

  private boolean isOverridden(ApiMethod method) {
    return declared.stream()
        .map(ApiMethod::element)
        .filter(other -> other.getSimpleName().equals(method.element().getSimpleName()))
        .filter(other -> !types.isSameType(declarerOf(other), declarerOf(method.element())))
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
      if (areTwins(found.get(i), method, types)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether one implementation serves both. */
  static boolean areTwins(ApiMethod one, ApiMethod other, Types types) {
    return one.name().equals(other.name())
        && (types.isSubsignature(one.type(), other.type())
            || types.isSubsignature(other.type(), one.type()));
  }

  /** Returns whether the virtual machine takes the parameters of both for the same. */
  static boolean takeTheSame(ExecutableElement one, ExecutableElement other, Types types) {
    List<? extends VariableElement> ones = one.getParameters();
    List<? extends VariableElement> others = other.getParameters();
    return ones.size() == others.size()
        && IntStream.range(0, ones.size())
            .allMatch(
                i ->
                    types.isSameType(
                        types.erasure(ones.get(i).asType()),
                        types.erasure(others.get(i).asType())));
  }

  /** Returns whether the first returns more special objects than the other, as they declare it. */
  static boolean returnsLess(ApiMethod one, ApiMethod other, Types types) {
    TypeMirror ones = one.element().getReturnType();
    TypeMirror others = other.element().getReturnType();
    return isObject(ones)
        && isObject(others)
        && types.isSubtype(types.erasure(ones), types.erasure(others))
        && !types.isSameType(types.erasure(ones), types.erasure(others));
  }

  /** Returns whether a method of this type returns objects. */
  static boolean isObject(TypeMirror type) {
    return !type.getKind().isPrimitive() && type.getKind() != TypeKind.VOID;
  }
}
