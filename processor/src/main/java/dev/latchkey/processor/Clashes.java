package dev.latchkey.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds what javac refuses in the methods of an interface, though it knows all their types: what
 * does not fit what it overrides, and what does not fit the bounds of a type parameter. The client
 * would only repeat it.
 */
final class Clashes {
  private final Elements elements;
  private final Types types;
  private final TypeElement api;
  private final List<ExecutableElement> ofObject;

  Clashes(Elements elements, Types types, TypeElement api) {
    this.elements = elements;
    this.types = types;
    this.api = api;
    this.ofObject =
        ElementFilter.methodsIn(elements.getTypeElement("java.lang.Object").getEnclosedElements())
            .stream()
            .filter(inherited -> inherited.getModifiers().contains(Modifier.PUBLIC))
            .toList();
  }

  /** Returns whether there is one for certain. */
  boolean areThere() {
    ApiMethods.Declared methods = ApiMethods.declaredOf(api, elements, types);
    if (areOutOfBounds(api, new HashSet<>())
        || clash(methods.living())
        || methods.aside().stream().anyMatch(method -> isAlsoInherited(method, methods))) {
      return true;
    }
    List<ApiMethod> seen = new ArrayList<>();
    for (ApiMethod method : methods.declared()) {
      if (isOutOfBounds(method)
          || ofObject(method).anyMatch(inherited -> isUnfit(method.element(), inherited))
          || seen.stream().anyMatch(heir -> clash(heir, method) || clash(method, heir))) {
        return true;
      }
      seen.add(method);
    }
    return false;
  }

  /** Of methods that one implementation serves, one has to fit the others, and none to have one. */
  private boolean clash(List<ApiMethod> living) {
    return living.stream()
        .map(
            one -> living.stream().filter(other -> ApiMethods.areTwins(one, other, types)).toList())
        .filter(twins -> twins.size() > 1)
        .anyMatch(
            twins ->
                twins.stream().anyMatch(twin -> twin.element().isDefault())
                    || twins.stream().noneMatch(twin -> fits(twin, twins)));
  }

  private boolean fits(ApiMethod method, List<ApiMethod> twins) {
    return twins.stream()
        .allMatch(
            twin -> mayReturn(method.element().getReturnType(), twin.element().getReturnType()));
  }

  /** What is static or private stands in the way of what is called on objects. */
  private boolean isAlsoInherited(ApiMethod aside, ApiMethods.Declared methods) {
    return methods.declared().stream()
        .filter(method -> method.name().equals(aside.name()))
        .filter(method -> isHeir(aside, method))
        .anyMatch(method -> types.isSubsignature(aside.type(), method.type()));
  }

  private boolean isHeir(ApiMethod one, ApiMethod other) {
    return types.isSubtype(declarerOf(one), declarerOf(other));
  }

  private TypeMirror declarerOf(ApiMethod method) {
    return types.erasure(Objects.requireNonNull(method.element().getEnclosingElement()).asType());
  }

  private boolean clash(ApiMethod one, ApiMethod other) {
    if (!one.name().equals(other.name())) {
      return false;
    }
    return elements.overrides(one.element(), other.element(), api)
        ? isUnfit(one.element(), other.element())
        : ApiMethods.takeTheSame(one.element(), other.element(), types)
            && !ApiMethods.areTwins(one, other, types);
  }

  private Stream<ExecutableElement> ofObject(ApiMethod method) {
    return ofObject.stream()
        .filter(inherited -> inherited.getSimpleName().contentEquals(method.name()))
        .filter(inherited -> ApiMethods.takeTheSame(inherited, method.element(), types));
  }

  private boolean isUnfit(ExecutableElement method, ExecutableElement overridden) {
    return overridden.getModifiers().contains(Modifier.FINAL)
        || !mayReturn(method.getReturnType(), overridden.getReturnType())
        || !method.getThrownTypes().stream().allMatch(thrown -> mayBeThrown(thrown, overridden));
  }

  /** What depends on type arguments is let pass. */
  private boolean mayReturn(TypeMirror one, TypeMirror inherited) {
    if (ApiMethods.isObject(one) && ApiMethods.isObject(inherited)) {
      return inherited instanceof TypeVariable
          || types.isSubtype(types.erasure(one), types.erasure(inherited));
    }
    return one.getKind() == inherited.getKind();
  }

  private boolean mayBeThrown(TypeMirror thrown, ExecutableElement overridden) {
    Stream<TypeMirror> unchecked =
        Stream.of("RuntimeException", "Error")
            .map(name -> elements.getTypeElement("java.lang." + name).asType());
    return thrown instanceof TypeVariable
        || Stream.concat(unchecked, overridden.getThrownTypes().stream())
            .anyMatch(
                allowed -> allowed instanceof TypeVariable || types.isSubtype(thrown, allowed));
  }

  private boolean areOutOfBounds(TypeElement type, Set<TypeElement> seen) {
    return seen.add(type)
        && type.getInterfaces().stream()
            .anyMatch(
                parent ->
                    isOutOfBounds(parent)
                        || areOutOfBounds((TypeElement) ((DeclaredType) parent).asElement(), seen));
  }

  private boolean isOutOfBounds(ApiMethod method) {
    ExecutableElement element = method.element();
    Stream<? extends TypeMirror> bounds =
        element.getTypeParameters().stream().flatMap(variable -> variable.getBounds().stream());
    Stream<TypeMirror> parameters = element.getParameters().stream().map(VariableElement::asType);
    return Stream.of(Stream.of(element.getReturnType()), parameters, bounds)
        .flatMap(mentioned -> mentioned)
        .anyMatch(this::isOutOfBounds);
  }

  private boolean isOutOfBounds(TypeMirror type) {
    return KnownTypes.typesIn(type)
        .filter(DeclaredType.class::isInstance)
        .anyMatch(part -> isGivenWhatIsOutOfBounds((DeclaredType) part));
  }

  private boolean isGivenWhatIsOutOfBounds(DeclaredType type) {
    List<? extends TypeParameterElement> parameters =
        ((TypeElement) type.asElement()).getTypeParameters();
    return IntStream.range(0, type.getTypeArguments().size())
        .anyMatch(i -> isOutOfBounds(type.getTypeArguments().get(i), parameters.get(i)));
  }

  private boolean isOutOfBounds(TypeMirror argument, TypeParameterElement parameter) {
    return argument.getKind() == TypeKind.DECLARED
        && parameter.getBounds().stream()
            .filter(bound -> !(bound instanceof TypeVariable))
            .anyMatch(bound -> !types.isSubtype(argument, types.erasure(bound)));
  }
}
