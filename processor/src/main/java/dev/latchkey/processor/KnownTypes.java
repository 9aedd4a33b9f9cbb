package dev.latchkey.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Tells types by their names, so that the processor needs none of them on its own path. What is
 * asked again for every parameter is looked up once, for one round: the next has elements of its
 * own.
 */
final class KnownTypes {
  private final Elements elements;
  private final Types types;
  private final Map<String, Optional<TypeMirror>> erasures = new HashMap<>();

  KnownTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Returns whether a type is the one of this name, whatever its type arguments. */
  static boolean is(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  /** Returns whether a type is one of this name, or extends it. */
  boolean isA(TypeMirror type, String name) {
    Optional<TypeMirror> known = erasures.computeIfAbsent(name, this::erasureOf);
    return known.isPresent()
        && !type.getKind().isPrimitive()
        && types.isAssignable(types.erasure(type), known.get());
  }

  private Optional<TypeMirror> erasureOf(String name) {
    return Optional.ofNullable(elements.getTypeElement(name))
        .map(known -> types.erasure(known.asType()));
  }

  /** Returns whether two types are the same. */
  boolean isSame(TypeMirror one, TypeMirror other) {
    return types.isSameType(one, other);
  }

  /** Returns whether a type is the one of this name, or what that extends. */
  boolean isSuper(TypeMirror type, String name) {
    Optional<TypeMirror> known = erasures.computeIfAbsent(name, this::erasureOf);
    return known.isPresent() && types.isAssignable(known.get(), types.erasure(type));
  }

  boolean isAnyOf(TypeMirror type, List<String> names) {
    return names.stream().anyMatch(name -> isA(type, name));
  }

  /** Returns a type's arguments; none for a raw one. */
  static List<? extends TypeMirror> argumentsOf(TypeMirror type) {
    return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
  }

  /** Returns whether the JDK declares a type. */
  static boolean isOfJdk(TypeMirror type) {
    return type instanceof DeclaredType declared && isOfJdk((TypeElement) declared.asElement());
  }

  /** Returns whether the JDK declares a class. */
  static boolean isOfJdk(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("java.");
  }

  /** Returns what a wildcard or a type variable stands for at least; of others the type itself. */
  static TypeMirror boundOf(TypeMirror type) {
    if (type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
      return wildcard.getExtendsBound();
    }
    return type instanceof TypeVariable variable ? variable.getUpperBound() : type;
  }

  /** Returns a type as the one of this name that it is or extends, with its arguments. */
  Optional<DeclaredType> as(TypeMirror type, String name) {
    if (type instanceof DeclaredType declared && is(type, name)) {
      return Optional.of(declared);
    }
    return isA(type, name)
        ? types.directSupertypes(type).stream()
            .flatMap(parent -> as(parent, name).stream())
            .findFirst()
        : Optional.empty();
  }

  /** Returns whether a type, or anything that it mentions, is the one of this name. */
  static boolean mentions(TypeMirror type, String name) {
    return is(type, name) || partsOf(type).stream().anyMatch(part -> mentions(part, name));
  }

  /** Returns whether a type mentions a type parameter that this element declares. */
  static boolean mentionsVariableOf(TypeMirror type, Element owner) {
    return variablesIn(type)
        .anyMatch(variable -> owner.equals(variable.asElement().getEnclosingElement()));
  }

  /** Returns the type parameters that a type mentions. */
  static Stream<TypeVariable> variablesIn(TypeMirror type) {
    return type instanceof TypeVariable variable
        ? Stream.of(variable)
        : partsOf(type).stream().flatMap(KnownTypes::variablesIn);
  }

  /** Returns the classes and interfaces that a type mentions. */
  static Stream<TypeElement> classesIn(TypeMirror type) {
    return typesIn(type)
        .filter(DeclaredType.class::isInstance)
        .map(part -> (TypeElement) ((DeclaredType) part).asElement());
  }

  /** Returns a type and all that it mentions. */
  static Stream<TypeMirror> typesIn(TypeMirror type) {
    return Stream.concat(Stream.of(type), partsOf(type).stream().flatMap(KnownTypes::typesIn));
  }

  /** Returns the types that a type is written with. */
  static List<? extends TypeMirror> partsOf(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return List.of(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      TypeMirror above = wildcard.getExtendsBound();
      TypeMirror bound = above == null ? wildcard.getSuperBound() : above;
      return bound == null ? List.of() : List.of(bound);
    }
    if (type instanceof DeclaredType inner
        && inner.getEnclosingType() instanceof DeclaredType outer) {
      return Stream.concat(argumentsOf(inner).stream(), partsOf(outer).stream()).toList();
    }
    return argumentsOf(type);
  }

  /** Returns the class that a class extends, if it is one. */
  static @Nullable TypeElement superclassOf(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
        ? (TypeElement) declared.asElement()
        : null;
  }

  /** Returns a type as the virtual machine sees it. */
  String erased(TypeMirror type) {
    return types.erasure(type).toString();
  }

  /** Returns the class whose objects hold values of a primitive type. */
  String boxed(TypeMirror primitive) {
    return TypeNames.simple(types.boxedClass((PrimitiveType) primitive).asType());
  }
}
